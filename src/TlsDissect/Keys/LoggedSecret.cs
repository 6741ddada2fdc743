namespace TlsDissect.Keys;

/// <summary>A secret of a key log with all that its line says.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Generation">N of a traffic secret; 0 else.</param>
/// <param name="ClientRandom">32 bytes.</param>
/// <param name="Secret">The bytes.</param>
internal readonly record struct LoggedSecret(KeyLogLabel Label, uint Generation, ReadOnlyMemory<byte> ClientRandom, byte[] Secret)
{
    /// <summary>Where it came from.</summary>
    public KeyLogEntry Entry { get; init; }
}
