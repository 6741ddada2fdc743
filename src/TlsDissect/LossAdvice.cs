using System.Globalization;
using TlsDissect.Transport.Tcp;

namespace TlsDissect;

/// <summary>Why bytes of a connection are missing, and how to capture all of them.</summary>
internal static class LossAdvice
{
    /// <summary>For <see cref="DecryptionReason.StreamGap"/>.</summary>
    public static string StreamGap(ConnectionSummary connection) => $"{What(connection)}; {Capture(connection)}";

    /// <summary>How to capture so that nothing is missing.</summary>
    public static string Capture(ConnectionSummary connection) => connection.Missing switch
    {
        BytesMissing.Lost => "capture with a larger buffer, or with a filter for fewer packets",
        BytesMissing.Truncated => "capture whole packets (tcpdump -s 0)",
        BytesMissing.LostAndTruncated => "capture whole packets (tcpdump -s 0) with a larger buffer or a filter",
        _ => "capture whole packets, without loss",
    };

    private static string What(ConnectionSummary connection) => connection.Missing switch
    {
        BytesMissing.Truncated => $"{Packets(connection)} captured truncated, so bytes are missing",
        BytesMissing.LostAndTruncated =>
            $"{Packets(connection)} captured truncated, and others are not in the capture, so bytes are missing",
        _ => "packets are not in the capture, so bytes are missing",
    };

    private static string Packets(ConnectionSummary connection) =>
        string.Create(CultureInfo.InvariantCulture,
            $"{connection.TruncatedPackets:N0} {(connection.TruncatedPackets == 1 ? "packet was" : "packets were")}");
}
