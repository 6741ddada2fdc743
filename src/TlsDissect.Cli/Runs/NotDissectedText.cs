using System.Globalization;
using TlsDissect.Capture.Network;
using TlsDissect.Capture.Network.Census;

namespace TlsDissect.Cli.Runs;

/// <summary>The closing line that names the packets that were not dissected, and the advice after it.</summary>
internal static class NotDissectedText
{
    /// <summary>Limit on the kinds that are named. JSON names all.</summary>
    private const int MaxNamed = 5;

    /// <summary>Names what was not dissected, in the order of the census.</summary>
    public static string Line(IReadOnlyList<CensusEntry> entries)
    {
        long sum = entries.Sum(entry => entry.Packets);
        List<string> parts = [.. entries.Take(MaxNamed).Select(Part)];
        string list = string.Join(", ", parts);
        // Naming one more kind is shorter than counting it.
        int more = entries.Count - MaxNamed;
        if (more == 1) list += $", {Part(entries[^1])}";
        else if (more > 1) list += $" and {Number(more)} more kinds";
        return $"{Number(sum)} packet{(sum == 1 ? " was" : "s were")} not dissected: {list}";
    }

    /// <summary>Advice about the first entry of a capture without TLS, or <c>null</c>.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="hasKeys">Whether there were keys.</param>
    public static string? Advice(CensusEntry entry, bool hasKeys) => !entry.MayHoldTls ? null : entry.What.Kind switch
    {
        UndissectedKind.OtherQuic => "only QUIC 1 and 2, drafts from 22 on, and versions that have TLS are supported",
        UndissectedKind.UdpOn443 when hasKeys =>
            "if it is QUIC, the capture begins after its start, and no secret that was tried decrypts it: capture from there, or raise " +
                "--limit trials, up to which the secrets of a key log are tried",
        UndissectedKind.UdpOn443 =>
            "if it is QUIC, the capture begins after its start: capture from there, or give a key log with --keylog, whose secrets are " +
                "tried up to --limit trials",
        UndissectedKind.EapOverLan or UndissectedKind.EapInRadius or UndissectedKind.OpenVpn => $"{entry.Name} is not supported yet",
        UndissectedKind.WirelessEncrypted => "decrypt the Wi-Fi frames first, for example with airdecap-ng",
        UndissectedKind.WireGuard or UndissectedKind.IpsecInUdp or UndissectedKind.EncryptedTunnel =>
            $"{entry.Name}: encrypted; capture where the tunnel ends",
        UndissectedKind.LinkType => $"{entry.Name} is not supported; capture on another interface, or convert the capture",
        UndissectedKind.Truncated => "capture whole packets: tcpdump -s 0",
        UndissectedKind.Fragment =>
            "the capture lacks fragments of these datagrams; capture without a port filter, which matches only first fragments",
        _ => null,
    };

    private static string Part(CensusEntry entry) =>
        $"{Number(entry.Packets)} {entry.Name}{(entry.Flows is long flows ? $" ({Number(flows)} flow{(flows == 1 ? "" : "s")})" : "")}";

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
