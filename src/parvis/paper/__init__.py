"""What comes by paper, telephone and e-mail, entered with the same rights as what comes by the web."""
