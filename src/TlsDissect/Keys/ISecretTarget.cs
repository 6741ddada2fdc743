namespace TlsDissect.Keys;

/// <summary>Receives the secrets of a key log.</summary>
internal interface ISecretTarget
{
    /// <summary>Adds a secret.</summary>
    /// <param name="key">The key that finds it.</param>
    /// <param name="secret">At most 65,535 bytes.</param>
    /// <param name="source">The number of the key log.</param>
    void Add(in KeyLogKey key, ReadOnlySpan<byte> secret, int source);

    /// <summary>Counts a line that is neither a secret, a comment nor empty.</summary>
    void CountJunk(int source);
}
