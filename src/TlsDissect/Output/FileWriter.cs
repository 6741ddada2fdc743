namespace TlsDissect.Output;

/// <summary>Takes bytes for a file among many.</summary>
/// <param name="name">Its name, made of digits, letters and dots of our own choice.</param>
/// <param name="bytes">Borrowed until the call returns.</param>
internal delegate void FileWriter(string name, ReadOnlySpan<byte> bytes);
