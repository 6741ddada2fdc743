namespace TlsDissect.Decryption.Quic;

/// <summary>The packet keys between two key updates, and which packets they have decrypted.</summary>
/// <param name="index">Number of key updates before it.</param>
/// <param name="aead">Owned from now on.</param>
/// <param name="iv">The IV, which is mixed with the packet number (RFC 9001 §5.3).</param>
internal sealed class QuicGeneration(int index, IAead aead, byte[] iv) : IDisposable
{
    public int Index => index;

    /// <summary>The key phase bit of its packets.</summary>
    public bool Phase => (index & 1) != 0;

    /// <summary>The lowest number that authenticated; larger than all numbers if none did.</summary>
    public ulong Lowest { get; private set; } = ulong.MaxValue;

    /// <summary>The highest number that authenticated. Only valid if one did.</summary>
    public ulong Highest { get; private set; }

    /// <summary>Whether a packet has authenticated.</summary>
    public bool IsUsed => Lowest != ulong.MaxValue;

    public int TagLength => aead.TagLength;

    /// <summary>Decrypts a packet. A failure leaves the generation unchanged.</summary>
    /// <param name="number">The packet number.</param>
    /// <param name="header">The header without protection, which is authenticated as well.</param>
    /// <param name="body">Ciphertext and tag.</param>
    /// <param name="plaintext">As long as the ciphertext.</param>
    public bool TryDecrypt(ulong number, ReadOnlySpan<byte> header, ReadOnlySpan<byte> body, Span<byte> plaintext)
    {
        Span<byte> nonce = stackalloc byte[16];
        nonce = nonce[..aead.NonceLength];
        iv.CopyTo(nonce);
        Nonces.Mix(nonce, number);
        if (!aead.TryDecrypt(nonce, body[..plaintext.Length], body[plaintext.Length..], plaintext, header)) return false;
        Lowest = Math.Min(Lowest, number);
        Highest = Math.Max(Highest, number);
        return true;
    }

    public void Dispose() => aead.Dispose();
}
