namespace TlsDissect.Keys;

/// <summary>A secret of a key log with everything in its line.</summary>
/// <param name="Label">The kind of secret.</param>
/// <param name="Generation">N of a traffic secret; otherwise 0.</param>
/// <param name="ClientRandom">32 bytes.</param>
/// <param name="Secret">The secret.</param>
internal readonly record struct LoggedSecret(KeyLogLabel Label, uint Generation, ReadOnlyMemory<byte> ClientRandom, byte[] Secret)
{
    /// <summary>The entry of the key log.</summary>
    public KeyLogEntry Entry { get; init; }
}
