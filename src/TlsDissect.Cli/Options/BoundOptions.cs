using System.CommandLine;
using TlsDissect.Capture.Network;
using TlsDissect.Messages;
using TlsDissect.Transport;
using TlsDissect.Transport.Tcp;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Cli.Options;

/// <summary>The limits of a run, as the command line sets them.</summary>
/// <param name="limits">The options.</param>
internal sealed class BoundOptions(LimitOptions limits)
{
    public DissectorOptions Read(ParseResult parsed) => new()
    {
        Tcp = new TcpLimits
        {
            MaxOutOfOrderBytes = (int)limits.Value(parsed, Limits.OutOfOrder),
            ReorderWindowPackets = limits.Value(parsed, Limits.ReorderWindow),
            ReorderWindowTime = limits.Value(parsed, Limits.ReorderTime),
            LingerTime = limits.Value(parsed, Limits.Linger),
            LingerPackets = limits.Value(parsed, Limits.LingerPackets),
            MaxConnections = limits.Value(parsed, Limits.Connections),
        },
        Udp = new UdpLimits
        {
            MaxFlows = limits.Value(parsed, Limits.UdpFlows),
            IdleTimeout = limits.Value(parsed, Limits.UdpIdle),
        },
        Quic = new QuicLimits
        {
            MaxReorderedBytes = (int)limits.Value(parsed, Limits.QuicData),
            GapTime = limits.Value(parsed, Limits.QuicGap),
            MaxOpenStreams = limits.Value(parsed, Limits.QuicStreams),
        },
        Handshake = new HandshakeLimits { MaxMessageLength = (int)limits.Value(parsed, Limits.HandshakeMessage) },
        Memory = new MemoryBudget(limits.Value(parsed, Limits.Memory)),
        MaxListedMessages = limits.Value(parsed, Limits.Messages),
        MaxSessions = limits.Value(parsed, Limits.Sessions),
        MaxWaitingBytes = (int)limits.Value(parsed, Limits.Waiting),
        MaxWaitingBytesInAll = limits.Value(parsed, Limits.WaitingInAll),
        MaxTrialBytes = limits.Value(parsed, Limits.Trials),
        MaxTrialBytesInAll = limits.Value(parsed, Limits.TrialsInAll),
        Wording = ProgramWording.Options,
    };

    public FragmentLimits Fragments(ParseResult parsed) => new()
    {
        MaxDatagrams = limits.Value(parsed, Limits.Fragmented),
        MaxBytes = (int)limits.Value(parsed, Limits.FragmentBytes),
        MaxAge = limits.Value(parsed, Limits.FragmentTime),
    };
}
