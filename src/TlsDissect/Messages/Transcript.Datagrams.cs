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

    /// <summary>Whether no header is covered, as in the draft of DTLS 1.0 that OpenSSL before 0.9.8f and AnyConnect speak.</summary>
    public bool HasBodiesOnly { get; set; }

    /// <summary>The bodies of the first ClientHello and the HelloVerifyRequest in the draft of DTLS 1.0; otherwise empty.</summary>
    private byte[] _beforeCookie = [];

    /// <summary>Begins with the ClientHello that answers a HelloVerifyRequest. The messages before it are not covered.</summary>
    /// <param name="request">The request; <c>null</c> if it was not seen.</param>
    public void BeginWithCookie(HelloVerifyRequest? request)
    {
        ReadOnlySpan<byte> first = MessageOf(FirstHello);
        _beforeCookie = request is { ServerVersion: ProtocolVersions.DraftDtls10 } && !first.IsEmpty
            ? [.. first[RawHandshake.HeaderSize..], 1, 0, (byte)request.Cookie.Length, .. request.Cookie]
            : [];
        RemoveFlight(FirstHello);
    }

    /// <summary>Prepends the first hello and the HelloVerifyRequest, which OpenSSL before 0.9.8f covers too.</summary>
    public byte[] WithBeforeCookie(ReadOnlySpan<byte> covered) => [.. _beforeCookie, .. covered];

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
        if (!HasBodiesOnly) AddDatagramHeader(covered, raw, message.Sequence ?? 0);
        covered.AddRange(raw.Body);
    }

    private static void AddDatagramHeader(List<byte> covered, in RawHandshake raw, int sequence)
    {
        covered.AddRange(raw.Bytes[..RawHandshake.HeaderSize]);
        covered.AddRange([(byte)(sequence >> 8), (byte)sequence, 0, 0, 0]);
        covered.AddRange(raw.Bytes[1..RawHandshake.HeaderSize]);
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
