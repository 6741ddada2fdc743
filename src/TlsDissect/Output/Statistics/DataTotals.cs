namespace TlsDissect.Output.Statistics;

/// <summary>Application data that one side of all connections sent.</summary>
/// <param name="Records">Number of records.</param>
/// <param name="CiphertextBytes">Bytes in these records on the wire.</param>
/// <param name="Bytes">Bytes of plaintext, of what was decrypted.</param>
internal readonly record struct DataTotals(long Records, long CiphertextBytes, long Bytes);
