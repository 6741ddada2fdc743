using TlsDissect.Decryption;
using TlsDissect.Handshakes;
using TlsDissect.Messages;
using TlsDissect.Protocol;
using TlsDissect.Records;
using TlsDissect.Records.Resynchronization;

namespace TlsDissect.Secrets;

/// <summary>
/// The first record under the keys of TLS 1.2 and before. Its MAC proves the secret, but not all that the ServerHello chose: what is taken for plaintext may be
/// compressed, or, with encrypt_then_mac, encrypted. The Finished, which is first but for messages of two old extensions (RFC 5246 §7.4.9), shows that it is not.
/// </summary>
internal static class FirstRecord
{
    private const byte Deflate = 1;

    /// <summary>As <see cref="SequenceSearch.Decrypt"/>, but <c>false</c> for plaintext that does not have the form of a Finished.</summary>
    public static bool TryDecrypt(Handshake handshake, RecordDecryptor decryptor, LostRecords? lost, scoped in TlsRecord record, TrialBudget budget, Span<byte> plaintext,
        out DecryptedRecord plain)
    {
        ulong first = decryptor.SequenceNumber;
        if (!(plain = SequenceSearch.Decrypt(decryptor, lost, record, budget, plaintext)).IsAuthenticated) return false;
        return decryptor.SequenceNumber == first + 1 ? IsAsExpected(handshake, plain.Type, plain.Plaintext) : handshake.Secret is not null || !MayBeOther(handshake);
    }

    /// <summary>Whether plaintext is a Finished or its start, a message that old extensions put before it, an alert, or empty.</summary>
    private static bool IsAsExpected(Handshake handshake, ContentType type, ReadOnlySpan<byte> plaintext)
    {
        if (type == ContentType.Alert) return plaintext.Length == 2;
        if (type != ContentType.Handshake) return true;
        while (plaintext is [(byte)HandshakeType.NextProtocol or (byte)HandshakeType.ChannelId, 0, 0, byte length, ..] && RawHandshake.HeaderSize + length <= plaintext.Length)
            plaintext = plaintext[(RawHandshake.HeaderSize + length)..];
        ReadOnlySpan<byte> finished = [(byte)HandshakeType.Finished, 0, 0, (byte)(handshake.Version == ProtocolVersion.Ssl30 ? 36 : 12)];
        return plaintext.StartsWith(finished[..Math.Min(finished.Length, plaintext.Length)]);
    }

    /// <summary>Whether the plaintext may still be encrypted or compressed.</summary>
    private static bool MayBeOther(Handshake handshake) =>
        handshake.CipherSuite?.Cipher == BulkCipher.Null || (handshake.Protection?.CompressionMethod != Deflate && handshake.ClientHello?.CompressionMethods.Contains(Deflate) == true);
}
