using TlsDissect.Transport.Udp;

namespace TlsDissect.Connections.Datagrams;

/// <summary>
/// Bounds the attempts to recognize a flow by a key, because nothing else in its datagrams tells its protocol: each flow has a few.
/// </summary>
internal sealed class FlowAttempts
{
    /// <summary>Number of datagrams of a flow that are tried.</summary>
    private const int Max = 4;

    /// <summary>Number of flows whose attempts are counted. Others that share an entry count together.</summary>
    private const int Entries = 4096;

    /// <summary>After this many datagrams, the attempts of each flow are counted from 0 again: it may be over long since.</summary>
    private const int CallsPerCount = 1 << 20;

    private byte[]? _attempts;
    private int _calls;

    /// <summary>Takes one. Returns <c>false</c> if the flow has had all of its attempts.</summary>
    public bool TryTake(in Datagram datagram)
    {
        _attempts ??= new byte[Entries];
        if (++_calls % CallsPerCount == 0) Array.Clear(_attempts);
        ref byte attempts = ref _attempts[(uint)datagram.Key(out _).GetHashCode() % Entries];
        if (attempts >= Max) return false;
        attempts++;
        return true;
    }
}
