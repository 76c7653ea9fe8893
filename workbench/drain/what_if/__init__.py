"""What leaving would cost with other assumptions, at once: for a panel with sliders."""
