using TlsDissect.Keys;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Secrets;

/// <summary>The binders of a ClientHello (RFC 8446 §4.2.11.2) and the hash that they cover, computed once for all keys.</summary>
/// <param name="transcript">Ends with the ClientHello.</param>
/// <param name="offset">Offset of the list of binders in the ClientHello's body.</param>
internal sealed class OfferedBinders(Transcript transcript, int offset)
{
    private readonly Dictionary<SuiteHash, byte[]?> _covered = [];
    private byte[]? _list;

    /// <summary>The binder of an identity; empty if there is none, or if the list is longer than its extension.</summary>
    public ReadOnlySpan<byte> Of(int index)
    {
        if (_list is null) Covered(SuiteHash.Sha256);
        DecodeError error = default;
        TlsReader binders = new TlsReader(_list, ref error).ReadVector16("binders");
        while (!binders.IsEmpty)
        {
            TlsReader binder = binders.ReadVector8("binder");
            if (index-- == 0) return _list.AsSpan(binder.Offset, binder.Remaining);
        }

        return default;
    }

    /// <summary>The hash of the messages that the binders cover; <c>null</c> if they are not complete.</summary>
    public byte[]? Covered(SuiteHash hash)
    {
        if (_covered.TryGetValue(hash, out byte[]? known)) return known;
        byte[]? digest = null;
        if (transcript.ThroughLastHelloTls13(bytes => SuiteHashes.Compute(hash, bytes), out int helloLength) is byte[] messages)
        {
            // The covered part ends at the start of the list. The offset does not count the message header.
            int length = messages.Length - helloLength + RawHandshake.HeaderSize + offset;
            // The parsed hello may be missing from the transcript: a truncated one is not added to it.
            if (length > messages.Length) return _covered[hash] = null;
            _list ??= messages[length..];
            digest = SuiteHashes.Compute(hash, messages.AsSpan(0, length));
        }

        return _covered[hash] = digest;
    }
}
