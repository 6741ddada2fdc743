using System.IO.Pipelines;
using TlsDissect.Capture.Network;
using TlsDissect.Findings;
using TlsDissect.Findings.Policies;
using TlsDissect.Protocol;

namespace TlsDissect.Capture;

/// <summary>
/// Options of a <see cref="TlsCapture"/>, including those of its dissector. Several may share them; the delegates are then called on
/// several threads.
/// </summary>
public sealed record CaptureOptions
{
    /// <summary>Options of the dissector. Runs with the same <see cref="DissectorOptions.Memory"/> share its limit.</summary>
    public DissectorOptions Dissector { get; init; } = new();

    /// <summary>
    /// What connections are judged by when they are over (<see cref="ConnectionSummary.Findings"/>); <c>null</c> if they are not judged.
    /// </summary>
    public FindingOptions? Findings { get; init; } = new();

    /// <summary>Connections are judged by it too (<see cref="ConnectionSummary.Policy"/>); <c>null</c> for none.</summary>
    public Policy? Policy { get; init; }

    /// <summary>
    /// Only packets that match this capture filter (pcap-filter syntax) are read; <c>null</c> for all packets. Needs libpcap.
    /// </summary>
    public string? Filter { get; init; }

    /// <summary>UDP ports of VXLAN (RFC 7348) in addition to 4789 and 8472, from 1 to 65535.</summary>
    public IReadOnlyList<int> VxlanPorts
    {
        get => Tunnels.Vxlan;
        init => Tunnels = Tunnels with { Vxlan = Checked(value) };
    }

    /// <summary>UDP ports of Geneve (RFC 8926) in addition to 6081, from 1 to 65535.</summary>
    public IReadOnlyList<int> GenevePorts
    {
        get => Tunnels.Geneve;
        init => Tunnels = Tunnels with { Geneve = Checked(value) };
    }

    /// <summary>UDP ports of the GTP user plane (3GPP TS 29.281) in addition to 2152, from 1 to 65535.</summary>
    public IReadOnlyList<int> GtpUserPorts
    {
        get => Tunnels.GtpUser;
        init => Tunnels = Tunnels with { GtpUser = Checked(value) };
    }

    /// <summary>
    /// Receives warnings about problems of a capture or a key log, and about packets that are skipped: the name of the capture, interface
    /// or key log, the number of the last packet before, and a sentence. Called on the thread that reads. Text from a capture may be
    /// hostile.
    /// </summary>
    public Action<string, long, string>? Warning { get; init; }

    /// <summary>
    /// Returns the pipe that one side's plaintext is written to, or <c>null</c> if it is not wanted. Called once for each side of a
    /// connection, at its first plaintext.
    /// </summary>
    /// <remarks>
    /// <para>The writer is flushed after each packet that brought plaintext. If the reader is slow, reading the capture waits for it.
    /// Memory is bounded by <see cref="PipeOptions.PauseWriterThreshold"/> plus the plaintext of one packet and, when secrets come late, of
    /// the records that waited for them. One slow reader stops the whole run, so each returned pipe needs a reader. A reader that completes
    /// early ends only its own pipe.</para>
    /// <para>The writer is completed at the connection's end. If plaintext is missing, because bytes were not captured or could not be
    /// decrypted, it is completed with an <see cref="IOException"/> that says so, because a pipe's data has no gaps. Bytes that the reader
    /// has not read by then may be lost with it. Data missing before the first plaintext may be part of the handshake. Then all plaintext
    /// is written, and the exception comes at the end.</para>
    /// <para>Not called for QUIC, because a side's streams would be mixed in one pipe. A sink gets their data with
    /// <see cref="ApplicationData.Stream"/>.</para>
    /// <para>A connection for which this may still be called is kept in memory even while it is idle.</para>
    /// <para>Plaintext is authenticated, unless the cipher is NULL and no key could verify the MAC:
    /// <see cref="ConnectionSummary.IntegrityVerified"/>.</para>
    /// </remarks>
    public Func<ConnectionView, Sender, PipeWriter?>? PlaintextWriter { get; init; }

    /// <summary>Additional ports of tunnels.</summary>
    internal TunnelPorts Tunnels { get; init; } = TunnelPorts.None;

    /// <summary>Limits on IP fragments.</summary>
    internal FragmentLimits Fragments { get; init; } = new();

    /// <summary>Makes a judge of connections; <c>null</c> if they are not judged.</summary>
    internal ConnectionJudge? Judge() => Findings is null && Policy is null
        ? null
        : new ConnectionJudge(Findings ?? new FindingOptions { Ignored = ConnectionJudge.Ids.ToHashSet() }, Policy, Dissector.Memory);

    private static IReadOnlyList<int> Checked(IReadOnlyList<int> ports)
    {
        foreach (int port in ports)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(port, 1, nameof(ports));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(port, ushort.MaxValue, nameof(ports));
        }

        return [.. ports];
    }
}
