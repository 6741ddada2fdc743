using System.Text;
using TlsDissect.Protocol;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Tests.Transport.Tcp;

/// <summary>Output of one connection: bytes and gaps of each side, in order.</summary>
internal sealed class StreamRecorder(TcpConnection connection, List<StreamRecorder> ended, Func<long> finalizedAt) : IStreamConsumer
{
    private readonly List<byte>[] _bytes = [[], []];
    private readonly StringBuilder[] _story = [new(), new()];

    public TcpConnection Connection { get; } = connection;

    public TcpStatistics Statistics => Connection.Statistics;

    public bool IsEnded { get; private set; }

    public long FinalizedAt { get; private set; }

    /// <summary>The packet of each byte, by side.</summary>
    public List<long>[] Packets { get; } = [[], []];

    /// <summary>The sides of the deliveries in order.</summary>
    public string Sides { get; private set; } = "";

    public List<(int Side, long Length, long Packet)> Gaps { get; } = [];

    public byte[] Bytes(int side) => [.. _bytes[side]];

    /// <summary>Bytes as text with gaps as <c>[n]</c>: <c>ab[3]fg</c>.</summary>
    public string Story(int side) => _story[side].ToString();

    public void OnData(int side, ReadOnlySpan<byte> data, in StreamPosition position)
    {
        Assert.False(IsEnded);
        Assert.False(data.IsEmpty);
        _bytes[side].AddRange(data);
        _story[side].Append(Encoding.Latin1.GetString(data));
        Assert.True(position.Packet >= Packets[side].LastOrDefault());
        Packets[side].AddRange(Enumerable.Repeat(position.Packet, data.Length));
        Sides += side;
    }

    public void OnGap(int side, long length, in StreamPosition position)
    {
        Assert.False(IsEnded);
        Assert.True(length >= 1);
        Gaps.Add((side, length, position.Packet));
        _story[side].Append($"[{length}]");
    }

    public void OnEnd()
    {
        Assert.False(IsEnded);
        IsEnded = true;
        FinalizedAt = finalizedAt();
        ended.Add(this);
    }
}
