### flow
