using System.Buffers;
using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>What <see cref="HandshakeJoiner.Read"/> found.</summary>
internal enum JoinOutcome
{
    /// <summary>The fragment is used up; a message may have begun.</summary>
    NeedMore,

    /// <summary>A whole message.</summary>
    Message,

    /// <summary>The header of a message over the limit; its body will be passed over.</summary>
    TooLong,
}

/// <summary>
/// Puts one direction's handshake messages together from the fragments of handshake records: a record may hold several messages and a
/// message may span records (RFC 8446 §5.1).
/// </summary>
/// <remarks>
/// A message that lies whole inside one fragment is handed on where it is. Only one that spans fragments is copied, once, into a buffer that is
/// rented while it is incomplete and grows with the bytes that come, not with the length that the header claims.
/// </remarks>
internal sealed class HandshakeJoiner(int maxMessageLength) : IDisposable
{
    private byte[] _buffer = [];
    private int _held;
    private int _toSkip;
    private bool _delivered;

    /// <summary>Bytes of memory taken.</summary>
    public int Held => _buffer.Length;

    /// <summary>Whether a message has begun and not ended.</summary>
    public bool HasPartial => (_held > 0 && !_delivered) || _toSkip > 0;

    /// <summary>The type of the message that has begun.</summary>
    public HandshakeType PartialType => _held > 0 ? (HandshakeType)_buffer[0] : default;

    /// <summary>Bytes that are there of the message that has begun.</summary>
    public int PartialLength => _held;

    /// <summary>Bytes that the message that has begun still lacks; <c>null</c> where its header does not say it yet.</summary>
    public int? Missing => _toSkip > 0 ? _toSkip : _held < RawHandshake.HeaderSize ? null : RawHandshake.HeaderSize + new RawHandshake(_buffer).Length - _held;

    /// <summary>
    /// Takes the next message off the front of <paramref name="fragment"/>; call it until it answers <see cref="JoinOutcome.NeedMore"/>.
    /// </summary>
    public JoinOutcome Read(ref ReadOnlySpan<byte> fragment, out RawHandshake message)
    {
        message = default;
        if (_delivered) Release();
        Skip(ref fragment);
        if (fragment.IsEmpty) return JoinOutcome.NeedMore;
        return _held == 0 && TryTakeWhole(ref fragment, out message) ? JoinOutcome.Message : Collect(ref fragment, out message);
    }

    /// <summary>The message that has begun, as far as it is there: nothing more of it will come. <c>false</c> where not even its header is whole.</summary>
    public bool TryTakeTruncated(out RawHandshake message)
    {
        bool begun = _held >= RawHandshake.HeaderSize && !_delivered;
        message = begun ? new RawHandshake(_buffer.AsSpan(0, _held)) : default;
        _delivered |= begun;
        return begun;
    }

    /// <summary>Forgets a message that has begun: bytes are lost, or the keys change.</summary>
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

    /// <summary>Moves bytes from the fragment until <paramref name="wanted"/> are held, or there are none.</summary>
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
