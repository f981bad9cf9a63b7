"""What the people of the demo say and write. All of it is made up."""
