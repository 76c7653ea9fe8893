"""The line from goals by the stages of the plan and result areas to posts."""
