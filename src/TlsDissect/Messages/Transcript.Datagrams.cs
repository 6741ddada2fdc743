using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <content>
/// What DTLS covers up to 1.2: each message with the header of its only fragment, as if it had not been divided (RFC 6347 §4.2.6). DTLS 1.3
/// covers the headers of TLS (RFC 9147 §5.2), but for the drafts of NSS.
/// </content>
internal sealed partial class Transcript
{
    /// <summary>Whether DTLS 1.3 covers the headers of DTLS too, as in drafts.</summary>
    public bool HasDatagramHeaders { get; set; }

    private bool TryGetWithSentHeaders(int index, int more, out ReadOnlySpan<byte> bytes)
    {
        bool isFound = TryGet(index, more, out bytes);
        if (isFound && _messages is [{ Sequence: not null }, ..]) bytes = WithDatagramHeaders(index + more);
        return isFound;
    }

    private byte[] WithDatagramHeaders(int count)
    {
        List<byte> covered = [];
        for (int i = 0, offset = 0; i < count; offset += _messages[i++].Length) AddWithDatagramHeader(covered, i, offset);
        return [.. covered];
    }

    private void AddWithDatagramHeader(List<byte> covered, int index, int offset)
    {
        Message message = _messages[index];
        RawHandshake raw = new(_bytes.AsSpan(offset, message.Length));
        int sequence = message.Sequence ?? 0;
        covered.AddRange(raw.Bytes[..RawHandshake.HeaderSize]);
        covered.AddRange([(byte)(sequence >> 8), (byte)sequence, 0, 0, 0]);
        covered.AddRange(raw.Bytes[1..RawHandshake.HeaderSize]);
        covered.AddRange(raw.Body);
    }

    /// <summary>
    /// The same for drafts of DTLS 1.3. After a HelloRetryRequest, the message_hash in the place of the first ClientHello has such a header
    /// too.
    /// </summary>
    private byte[]? ForDraft(int index, int more, Func<byte[], byte[]> hash)
    {
        if (index < 0) return null;
        List<byte> covered = [];
        bool isAnswered = _retried && CountOf(SecondHello) > 0;
        for (int i = 0, offset = 0; i < index + more; offset += _messages[i++].Length)
        {
            if (_messages[i].Flight == RetryRequest && !isAnswered) continue;
            AddWithDatagramHeader(covered, i, offset);
            if (i > 0 || !isAnswered || index + more == 1) continue;
            byte[] digest = hash([.. covered]);
            byte length = (byte)digest.Length;
            covered = [(byte)HandshakeType.MessageHash, 0, 0, length, 0, 0, 0, 0, 0, 0, 0, length, .. digest];
        }

        return [.. covered];
    }
}
