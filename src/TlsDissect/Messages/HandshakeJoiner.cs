using System.Buffers;
using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>The result of <see cref="HandshakeJoiner.Read"/>.</summary>
internal enum JoinOutcome
{
    /// <summary>The fragment is used up; a message may have begun.</summary>
    NeedMore,

    /// <summary>A whole message.</summary>
    Message,

    /// <summary>The header of a message over the limit. Its body will be skipped.</summary>
    TooLong,
}

/// <summary>
/// Joins one direction's handshake messages from the fragments of handshake records. A record may contain several messages, and a message
/// may span records (RFC 8446 §5.1).
/// </summary>
/// <remarks>
/// A message that is whole within one fragment is handed on in place. Only one that spans fragments is copied, once. The buffer is rented
/// while the message is incomplete, and grows with the bytes that come, not with the length that the header claims.
/// </remarks>
internal sealed class HandshakeJoiner(int maxMessageLength) : IDisposable
{
    private byte[] _buffer = [];
    private int _held;
    private int _toSkip;
    private bool _delivered;

    /// <summary>Bytes of memory used.</summary>
    public int Held => _buffer.Length;

    /// <summary>Whether a message has begun and not ended.</summary>
    public bool HasPartial => (_held > 0 && !_delivered) || _toSkip > 0;

    /// <summary>The type of the message that has begun.</summary>
    public HandshakeType PartialType => _held > 0 ? (HandshakeType)_buffer[0] : default;

    /// <summary>Number of bytes received of the message that has begun.</summary>
    public int PartialLength => _held;

    /// <summary>Number of bytes still missing from the message that has begun; <c>null</c> while its header is incomplete.</summary>
    public int? Missing =>
        _toSkip > 0 ? _toSkip : _held < RawHandshake.HeaderSize ? null : RawHandshake.HeaderSize + new RawHandshake(_buffer).Length - _held;

    /// <summary>Takes the next message from the front of <paramref name="fragment"/>. Call it until it returns
    /// <see cref="JoinOutcome.NeedMore"/>.</summary>
    public JoinOutcome Read(ref ReadOnlySpan<byte> fragment, out RawHandshake message)
    {
        message = default;
        if (_delivered) Release();
        Skip(ref fragment);
        if (fragment.IsEmpty) return JoinOutcome.NeedMore;
        return _held == 0 && TryTakeWhole(ref fragment, out message) ? JoinOutcome.Message : Collect(ref fragment, out message);
    }

    /// <summary>
    /// Returns the message that has begun, as far as it was received, because no more of it will come. Returns <c>false</c> if its header
    /// is incomplete.
    /// </summary>
    public bool TryTakeTruncated(out RawHandshake message)
    {
        bool begun = _held >= RawHandshake.HeaderSize && !_delivered;
        message = begun ? new RawHandshake(_buffer.AsSpan(0, _held)) : default;
        _delivered |= begun;
        return begun;
    }

    /// <summary>Drops a message that has begun, because bytes are lost or the keys change.</summary>
    public void Reset()
    {
        Release();
        _toSkip = 0;
    }

    public void Dispose() => Reset();

    private void Release()
    {
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _held, _delivered) = ([], 0, false);
    }

    private void Skip(ref ReadOnlySpan<byte> fragment)
    {
        int skipped = Math.Min(_toSkip, fragment.Length);
        fragment = fragment[skipped..];
        _toSkip -= skipped;
    }

    private bool TryTakeWhole(ref ReadOnlySpan<byte> fragment, out RawHandshake message)
    {
        message = default;
        if (fragment.Length < RawHandshake.HeaderSize) return false;
        int length = RawHandshake.HeaderSize + new RawHandshake(fragment).Length;
        if (length > fragment.Length || length > maxMessageLength) return false;
        message = new RawHandshake(fragment[..length]);
        fragment = fragment[length..];
        return true;
    }

    private JoinOutcome Collect(ref ReadOnlySpan<byte> fragment, out RawHandshake message)
    {
        message = default;
        if (_held < RawHandshake.HeaderSize && !Hold(ref fragment, RawHandshake.HeaderSize)) return JoinOutcome.NeedMore;

        int length = RawHandshake.HeaderSize + new RawHandshake(_buffer).Length;
        bool isTooLong = length > maxMessageLength;
        if (isTooLong) _toSkip = length - RawHandshake.HeaderSize;
        else if (!Hold(ref fragment, length)) return JoinOutcome.NeedMore;

        message = new RawHandshake(_buffer.AsSpan(0, _held));
        _delivered = true;
        return isTooLong ? JoinOutcome.TooLong : JoinOutcome.Message;
    }

    /// <summary>Moves bytes from the fragment until <paramref name="wanted"/> are held, or none are left.</summary>
    private bool Hold(ref ReadOnlySpan<byte> fragment, int wanted)
    {
        int taken = Math.Min(wanted - _held, fragment.Length);
        if (_held + taken > _buffer.Length) Grow(_held + taken);
        fragment[..taken].CopyTo(_buffer.AsSpan(_held));
        fragment = fragment[taken..];
        _held += taken;
        return _held == wanted;
    }

    private void Grow(int needed)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, 2 * _buffer.Length));
        _buffer.AsSpan(0, _held).CopyTo(larger);
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
