"""What makes a consultation known elsewhere: posters, pictures, codes and words made of its own texts."""
