using System.Buffers.Binary;
using TlsDissect.Protocol;
using TlsDissect.Transport;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Output.Conversations;

/// <summary>
/// Writes one connection's plaintext as TCP would have carried it: from SYN to FIN, with each piece acknowledged at once.
/// </summary>
internal sealed class TcpConversation : IConversation
{
    /// <summary>Maximum size of a gap. A longer one would exceed the window, and the data after it would be invalid.</summary>
    private const long MaxGap = 1 << 29;

    /// <summary>65,535 times 2 to the 14th, in which any gap fits (RFC 7323 §2.2).</summary>
    private const byte WindowScale = 14;

    private readonly TcpFrame _frame;
    private readonly FrameWriter _write;
    private readonly IpEndpoint[] _endpoints;
    private readonly int _maxSegment;
    private readonly uint[] _next = new uint[2];
    private readonly ushort[] _identification = new ushort[2];
    private readonly bool[] _hasEnded = new bool[2];
    private CaptureTime _latest;

    /// <summary>Opens the connection: SYN, SYN and ACK, ACK.</summary>
    /// <param name="frame">Builds the packets; shared.</param>
    /// <param name="write">Takes the packets.</param>
    /// <param name="client">The endpoint that opens it.</param>
    /// <param name="server">The other endpoint.</param>
    /// <param name="mtu">MTU of the link, in bytes.</param>
    /// <param name="seed">Determines the initial sequence numbers, so that they are the same for the same connection.</param>
    /// <param name="time">Time of the packets.</param>
    /// <param name="comment">Comment on the first packet.</param>
    public TcpConversation(TcpFrame frame, FrameWriter write, in IpEndpoint client, in IpEndpoint server, int mtu, uint seed,
        CaptureTime time, string comment)
    {
        (_frame, _write, _latest) = (frame, write, time);
        _endpoints = [client, server];
        _maxSegment = MaxSegment(mtu, client.Address.IsV4);
        _next[0] = seed * 2654435761;
        _next[1] = ~_next[0];

        Span<byte> options = [2, 4, 0, 0, 1, 3, 3, WindowScale];
        BinaryPrimitives.WriteUInt16BigEndian(options[2..], (ushort)_maxSegment);
        Send(Sender.Client, TcpFlags.Syn, options, [], comment);
        Send(Sender.Server, TcpFlags.Syn | TcpFlags.Ack, options, []);
        Send(Sender.Client, TcpFlags.Ack, [], []);
    }

    /// <summary>Maximum TCP payload of the link's packets.</summary>
    public static int MaxSegment(int mtu, bool isV4) =>
        mtu - TcpFrame.TcpHeaderSize - (isV4 ? IpFrame.Ipv4HeaderSize : IpFrame.Ipv6HeaderSize);

    /// <summary>Writes data of one side and the other side's acknowledgment.</summary>
    public void Say(Sender from, ReadOnlySpan<byte> data, CaptureTime time)
    {
        Advance(time);
        while (!data.IsEmpty)
        {
            ReadOnlySpan<byte> part = data[..Math.Min(data.Length, _maxSegment)];
            data = data[part.Length..];
            Send(from, data.IsEmpty ? TcpFlags.Ack | TcpFlags.Psh : TcpFlags.Ack, [], part);
        }

        Send(Other(from), TcpFlags.Ack, [], []);
    }

    /// <summary>Skips missing data of one side, so that its later data has a later sequence number.</summary>
    public void Skip(Sender from, long bytes) => _next[(int)from] += (uint)Math.Min(bytes, MaxGap);

    /// <summary>Closes one side, while the other may still send.</summary>
    public void End(Sender from, CaptureTime time)
    {
        Advance(time);
        if (_hasEnded[(int)from]) return;
        Finish(from);
        Send(Other(from), TcpFlags.Ack, [], []);
    }

    /// <summary>Ends the connection early.</summary>
    public void Reset(Sender from, CaptureTime time)
    {
        Advance(time);
        Send(from, TcpFlags.Rst | TcpFlags.Ack, [], []);
    }

    /// <summary>Closes both sides, as far as they are not closed yet.</summary>
    public void Close(CaptureTime time)
    {
        Advance(time);
        Sender last = _hasEnded[(int)Sender.Server] ? Sender.Client : Sender.Server;
        if (_hasEnded[(int)last]) return;
        if (!_hasEnded[(int)Sender.Client]) Finish(Sender.Client);
        if (!_hasEnded[(int)Sender.Server]) Finish(Sender.Server);
        Send(Other(last), TcpFlags.Ack, [], []);
    }

    private void Finish(Sender from)
    {
        Send(from, TcpFlags.Fin | TcpFlags.Ack, [], []);
        _hasEnded[(int)from] = true;
    }

    private void Advance(CaptureTime time)
    {
        if (time.Nanoseconds > _latest.Nanoseconds) _latest = time;
    }

    private void Send(Sender from, TcpFlags flags, ReadOnlySpan<byte> options, ReadOnlySpan<byte> data, string? comment = null)
    {
        int side = (int)from, other = 1 - side;
        SegmentHeader header = new(_next[side], (flags & TcpFlags.Ack) != 0 ? _next[other] : 0, flags);
        _write(_latest, _frame.Build(_endpoints[side], _endpoints[other], header, ++_identification[side], options, data), comment);
        _next[side] += (uint)data.Length;
        // SYN and FIN count as one byte each (RFC 9293 §3.4).
        if ((flags & (TcpFlags.Syn | TcpFlags.Fin)) != 0) _next[side]++;
    }

    private static Sender Other(Sender sender) => sender == Sender.Client ? Sender.Server : Sender.Client;
}
