using TlsDissect.Decryption;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Secrets;

/// <summary>
/// The first record under the keys of TLS 1.2 and before. Its MAC verifies the secret, but not everything that the ServerHello chose: the
/// plaintext may still be compressed or, with encrypt_then_mac, encrypted. The form of the Finished shows that it is not. Only messages of
/// two old extensions precede it (RFC 5246 §7.4.9).
/// </summary>
internal static class FirstRecord
{
    private const byte Deflate = 1;

    /// <summary>
    /// Like <see cref="SecretServices.Decrypt"/>, but plaintext without the form of a Finished does not count as authenticated.
    /// </summary>
    public static DecryptedRecord Decrypt(SecretServices services, RecordDecryptor decryptor, scoped in SecretQuestion question,
        scoped in TlsRecord record)
    {
        IHandshakeFacts handshake = question.Handshake!;
        ulong first = decryptor.SequenceNumber;
        DecryptedRecord decrypted = services.Decrypt(decryptor, question.Lost, record);
        if (!decrypted.IsAuthenticated) return decrypted;
        // After a datagram's record it is the next one, behind the epoch.
        bool isFirst = record.Number is null ? decryptor.SequenceNumber == first + 1 : (decryptor.SequenceNumber & (1ul << 48) - 1) == 1;
        return (isFirst ? IsAsExpected(handshake, decrypted.Type, decrypted.Plaintext) : handshake.Secret is not null ||
            !MayBeOther(handshake)) ? decrypted : default;
    }

    /// <summary>Whether plaintext is an alert, empty, a Finished or its start, or a message that old extensions put before it.</summary>
    private static bool IsAsExpected(IHandshakeFacts handshake, ContentType type, ReadOnlySpan<byte> plaintext)
    {
        if (type == ContentType.Alert) return plaintext.Length == 2;
        if (type != ContentType.Handshake) return true;
        while (plaintext is [(byte)HandshakeType.NextProtocol or (byte)HandshakeType.ChannelId, 0, 0, byte length, ..] &&
            RawHandshake.HeaderSize + length <= plaintext.Length)
            plaintext = plaintext[(RawHandshake.HeaderSize + length)..];
        ReadOnlySpan<byte> finished = [(byte)HandshakeType.Finished, 0, 0, (byte)(handshake.Version == ProtocolVersion.Ssl30 ? 36 : 12)];
        return plaintext.StartsWith(finished[..Math.Min(finished.Length, plaintext.Length)]);
    }

    /// <summary>Whether the plaintext may still be encrypted or compressed.</summary>
    private static bool MayBeOther(IHandshakeFacts handshake) =>
        handshake.CipherSuite?.Cipher == BulkCipher.Null ||
            (handshake.Protection?.CompressionMethod != Deflate && handshake.ClientHello?.CompressionMethods.Contains(Deflate) == true);
}
