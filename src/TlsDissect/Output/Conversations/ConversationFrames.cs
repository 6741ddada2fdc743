using TlsDissect.Output.Text;
using TlsDissect.Protocol;

namespace TlsDissect.Output.Conversations;

/// <summary>Begins conversations, which share the buffers of their packets.</summary>
/// <param name="write">Takes the packets.</param>
/// <param name="mtu">MTU for TCP.</param>
internal sealed class ConversationFrames(FrameWriter write, int mtu)
{
    private readonly TcpFrame _segment = new(TcpConversation.MaxSegment(mtu, isV4: true));
    private readonly UdpFrame _datagram = new(UdpFrame.MaxPayload);

    /// <summary>Number of conversations begun.</summary>
    public long Count { get; private set; }

    /// <summary>Begins a conversation over TCP.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="shown">Where it is shown.</param>
    /// <param name="time">Time of its first packets.</param>
    /// <param name="stream">The stream of QUIC; <c>null</c> if it is the whole connection.</param>
    public TcpConversation Tcp(ConnectionSummary connection, in ShownFlow shown, CaptureTime time, ulong? stream = null)
    {
        Count++;
        uint seed = (uint)connection.Id + (uint)(stream ?? 0);
        string part = stream is ulong id ? $", stream {id}" : "";
        return new TcpConversation(_segment, write, shown.Client, shown.Server, mtu, seed, time, Comment(connection, part));
    }

    /// <summary>Begins a conversation over UDP.</summary>
    public UdpConversation Udp(ConnectionSummary connection, in ShownFlow shown)
    {
        Count++;
        string part = connection.Quic is null ? "" : ", DATAGRAM frames";
        return new UdpConversation(_datagram, write, shown.Client, shown.Server, Comment(connection, part));
    }

    private static string Comment(ConnectionSummary connection, string part)
    {
        string name = connection.ServerName is string asked ? $", {WireText.Name(asked)}" : "";
        return $"connection {connection.Id}{part}: {connection.Version.DisplayName()}, {connection.CipherSuiteParts?.Name}, server " +
            $"port {connection.Server.Port}{name}{(connection.IntegrityVerified == false ? TextDataWriter.NotAuthenticated : "")}";
    }
}
