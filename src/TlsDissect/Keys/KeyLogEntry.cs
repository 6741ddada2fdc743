namespace TlsDissect.Keys;

/// <summary>A secret from a key log.</summary>
/// <param name="Secret">The bytes.</param>
/// <param name="Source">The key log's file name without its folder, or the capture's.</param>
/// <param name="FromSecretsBlock">Whether it came from a Decryption Secrets Block of the capture.</param>
internal readonly record struct KeyLogEntry(byte[] Secret, string Source, bool FromSecretsBlock)
{
    /// <summary>Whether it came from a trailer of the capture's packets.</summary>
    public bool FromTrailer { get; init; }
}
