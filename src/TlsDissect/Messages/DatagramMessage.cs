using System.Buffers;
using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>A handshake message of DTLS that is being joined. Its buffers are rented.</summary>
internal sealed class DatagramMessage : IDisposable
{
    private const int BitsPerWord = 64;

    private readonly HandshakeType _type;
    private readonly int _length;
    private readonly bool _isTooLong;
    private readonly byte[] _bytes;

    /// <summary>A bit for each byte of the body that came.</summary>
    private readonly ulong[] _received;

    private int _missing;

    /// <summary>Number of bytes before the first one that is missing, as far as they were counted.</summary>
    private int _start;

    private bool _hasBegun;

    /// <param name="type">The type in the headers of its fragments.</param>
    /// <param name="length">Length of its body, likewise.</param>
    /// <param name="isTooLong">Whether its body is not kept.</param>
    public DatagramMessage(HandshakeType type, int length, bool isTooLong)
    {
        (_type, _length, _isTooLong) = (type, length, isTooLong);
        _missing = isTooLong ? 0 : length;
        _bytes = ArrayPool<byte>.Shared.Rent(RawHandshake.HeaderSize + _missing);
        _received = ArrayPool<ulong>.Shared.Rent((_missing + BitsPerWord - 1) / BitsPerWord);
        Array.Clear(_received);
        (_bytes[0], _bytes[1], _bytes[2], _bytes[3]) = ((byte)type, (byte)(length >> 16), (byte)(length >> 8), (byte)length);
    }

    /// <summary>Bytes of memory used.</summary>
    public int Held => _bytes.Length + sizeof(ulong) * _received.Length;

    /// <summary>The type as <see cref="TypeOf"/> tells it.</summary>
    public HandshakeType Type => TypeOf(new RawHandshake(Start));

    /// <summary>The type of a message; of a HelloRetryRequest its own, which is that of ServerHello (RFC 8446 §4.1.3).</summary>
    public static HandshakeType TypeOf(in RawHandshake message)
    {
        const int RandomAt = 2;
        ReadOnlySpan<byte> retry = ServerHello.HelloRetryRequestRandom;
        bool isRetry = message.Type == HandshakeType.ServerHello && message.Body.Length >= RandomAt + retry.Length &&
            message.Body.Slice(RandomAt, retry.Length).SequenceEqual(retry);
        return isRetry ? HandshakeType.HelloRetryRequest : message.Type;
    }

    /// <summary>The packet that brought the last fragment which was new.</summary>
    public StreamPosition At { get; private set; }

    /// <summary>Whether nothing is missing that is kept.</summary>
    public bool IsWhole => _missing == 0;

    /// <summary>The header of TLS, and the body up to the first byte that is missing.</summary>
    public ReadOnlySpan<byte> Start
    {
        get
        {
            if (IsWhole) _start = _isTooLong ? 0 : _length;
            while (!IsWhole && IsReceived(_start)) _start++;
            return _bytes.AsSpan(0, RawHandshake.HeaderSize + _start);
        }
    }

    /// <summary>Whether a fragment with this type and length may belong to it.</summary>
    public bool IsOf(HandshakeType type, int length) => _type == type && _length == length;

    /// <summary>Whether a fragment that fits has the bytes that came before.</summary>
    public bool Agrees(int offset, ReadOnlySpan<byte> fragment)
    {
        if (_isTooLong) return true;
        foreach (byte value in fragment)
        {
            if (IsReceived(offset) && _bytes[RawHandshake.HeaderSize + offset] != value) return false;
            offset++;
        }

        return true;
    }

    /// <summary>Adds a fragment that fits. Returns whether it is the first fragment and came before.</summary>
    public bool Add(int offset, ReadOnlySpan<byte> fragment, in StreamPosition position)
    {
        bool isRepeat = offset == 0 && _hasBegun;
        _hasBegun |= offset == 0;
        if (At == default || !IsWhole) At = position;
        if (IsWhole) return isRepeat;
        foreach (byte value in fragment)
        {
            if (!IsReceived(offset))
            {
                _received[offset / BitsPerWord] |= 1ul << (offset % BitsPerWord);
                _bytes[RawHandshake.HeaderSize + offset] = value;
                _missing--;
            }

            offset++;
        }

        return isRepeat;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        ArrayPool<ulong>.Shared.Return(_received);
    }

    private bool IsReceived(int offset) => (_received[offset / BitsPerWord] >> (offset % BitsPerWord) & 1) != 0;
}
