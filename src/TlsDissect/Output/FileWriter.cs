namespace TlsDissect.Output;

/// <summary>Writes bytes to one of several files.</summary>
/// <param name="name">The file name, made only of digits, letters and dots, without text from the wire.</param>
/// <param name="bytes">Borrowed until the call returns.</param>
internal delegate void FileWriter(string name, ReadOnlySpan<byte> bytes);
