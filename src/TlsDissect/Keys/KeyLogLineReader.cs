using System.Buffers;
using System.Text;

namespace TlsDissect.Keys;

/// <summary>The kind of a line in a key log.</summary>
internal enum KeyLogLineKind
{
    /// <summary>Empty, a comment, or a registered label that decrypts nothing here.</summary>
    NothingToUse,

    /// <summary>A secret, which was added.</summary>
    Secret,

    /// <summary>Any other line.</summary>
    Junk,
}

/// <summary>
/// Reads one line. Its last three words are a label, the identity by which the secret is found, and the secret, in hex, with any blanks
/// between and around them.
/// </summary>
internal static class KeyLogLineReader
{
    private const int RandomLength = 32;

    private const int MinConfigLength = 20;

    public static KeyLogLineKind Read(ReadOnlySpan<byte> line, ISecretTarget log, int source)
    {
        ReadOnlySpan<byte> label = NextWord(ref line);
        if (label.IsEmpty || label[0] == '#') return KeyLogLineKind.NothingToUse;
        ReadOnlySpan<byte> identity = NextWord(ref line);
        ReadOnlySpan<byte> secret = NextWord(ref line);
        if (secret.IsEmpty) return KeyLogLineKind.Junk;
        // A program that logs to syslog puts a date and names at the start of the line.
        for (ReadOnlySpan<byte> next; !(next = NextWord(ref line)).IsEmpty; secret = next)
        {
            label = identity;
            identity = secret;
        }

        if (Ascii.EqualsIgnoreCase(label, "RSA"u8)) return ReadRsa(identity, secret, log, source);
        if (KeyLogLabels.Find(label, out uint generation) is not KeyLogLabel known)
            return KeyLogLabels.IsUnused(label) ? KeyLogLineKind.NothingToUse : KeyLogLineKind.Junk;

        Span<byte> random = stackalloc byte[RandomLength];
        return TryHex(identity, random, out int length) && length == RandomLength
            ? Add(new KeyLogKey(known, random, generation), secret, log, source)
            : KeyLogLineKind.Junk;
    }

    /// <summary>
    /// Reads <c>RSA (8 bytes of the encrypted premaster secret) (premaster)</c> and <c>RSA Session-ID:(ID) Master-Key:(master)</c>. The ID
    /// may be empty.
    /// </summary>
    private static KeyLogLineKind ReadRsa(ReadOnlySpan<byte> identity, ReadOnlySpan<byte> secret, ISecretTarget log, int source)
    {
        bool isSession = TryTakeOff(ref identity, "Session-ID:"u8);
        if (isSession) TryTakeOff(ref secret, "Master-Key:"u8);
        Span<byte> bytes = stackalloc byte[512];
        if (!TryHex(identity, bytes, out int length) && !(isSession && identity.IsEmpty)) return KeyLogLineKind.Junk;
        bytes = bytes[..length];
        return Add(isSession ? new KeyLogKey(KeyLogLabel.SessionId, bytes) : KeyLogKey.OfPremaster(bytes), secret, log, source);
    }

    private static KeyLogLineKind Add(in KeyLogKey key, ReadOnlySpan<byte> hex, ISecretTarget log, int source)
    {
        // Copied and edited key logs have backslashes, commas and quotes after the secret.
        while (!hex.IsEmpty && !char.IsAsciiLetterOrDigit((char)hex[^1])) hex = hex[..^1];
        Span<byte> secret = hex.Length <= 128 ? stackalloc byte[64] : new byte[hex.Length / 2];
        if (!TryHex(hex, secret, out int length) || !MayBeAsLong(key.Label, length)) return KeyLogLineKind.Junk;
        log.Add(key, secret[..length], source);
        return KeyLogLineKind.Secret;
    }

    /// <summary>Whether a label's secret may have this length. Truncated and hostile key logs contain secrets of other lengths.</summary>
    public static bool MayBeAsLong(KeyLogLabel label, int length) => label switch
    {
        KeyLogLabel.ClientRandom or KeyLogLabel.SessionId or KeyLogLabel.SessionTicket => length == MasterSecret.Length,
        // That of RSA (RFC 5246 §7.4.7.1).
        KeyLogLabel.EncryptedPremaster => length == 48,
        // That of any key exchange, such as a Diffie-Hellman number without its leading zeros.
        KeyLogLabel.PremasterClientRandom => true,
        // The smallest has every field of RFC 9849 §4. The line is bounded.
        KeyLogLabel.EchConfig => length >= MinConfigLength,
        // TLS 1.3 secrets are as long as a suite's hash (RFC 8446 §7.1): SHA-256 and SM3, SHA-384, or SHA-512 with AEGIS. Those of a KEM
        // have the same lengths (RFC 9180 §7.1).
        _ => length is 32 or 48 or 64,
    };

    private static bool TryTakeOff(ref ReadOnlySpan<byte> word, ReadOnlySpan<byte> prefix)
    {
        if (word.Length < prefix.Length || !Ascii.EqualsIgnoreCase(word[..prefix.Length], prefix)) return false;
        word = word[prefix.Length..];
        return true;
    }

    private static ReadOnlySpan<byte> NextWord(scoped ref ReadOnlySpan<byte> line)
    {
        line = line.TrimStart(" \t\v\f\0"u8);
        int end = line.IndexOfAny(" \t\v\f\0"u8);
        ReadOnlySpan<byte> word = end < 0 ? line : line[..end];
        line = line[word.Length..];
        return word;
    }

    private static bool TryHex(ReadOnlySpan<byte> hex, Span<byte> bytes, out int length)
    {
        length = hex.Length / 2;
        return hex.Length > 0 && length <= bytes.Length &&
            Convert.FromHexString(hex, bytes, out int consumed, out _) == OperationStatus.Done && consumed == hex.Length;
    }
}
