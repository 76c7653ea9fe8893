"""Why a post stands where it stands: flags, steps, turning points, rivals, seat or person."""
