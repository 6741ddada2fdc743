using TlsDissect.Protocol;

namespace TlsDissect.Output.Text;

/// <summary>What QUIC tells beside its handshake, in words.</summary>
internal static class QuicText
{
    /// <summary>The facts that are known when the connection begins: version, Version Negotiation, Retry.</summary>
    public static string Beginning(QuicStatistics quic)
    {
        string version = quic.Version is string known ? $"version {known}"
            : quic.HasLongHeaders ? "version unknown: the packets contradict each other" : "version unknown: only short headers came";
        string first = quic.FirstVersion is string begun ? $", begun in version {begun}" : "";
        List<string> parts = [version + first];
        if (quic.OfferedVersions.Count > 0)
            parts.Add($"the server offered other versions: {string.Join(", ", quic.OfferedVersions)}");
        if (quic.IsRetried) parts.Add("the server first sent a token that proves the client's address (Retry)");
        return string.Join("; ", parts);
    }

    /// <summary>The number of streams and DATAGRAM frames; empty if there are none.</summary>
    public static string Streams(QuicStatistics quic)
    {
        List<string> parts = [];
        long streams = quic.Streams.Count + quic.UnlistedStreams;
        if (streams > 0) parts.Add(Plural.Of(streams, "stream"));
        if (MissingBytes(quic) is long missing and > 0) parts.Add($"{Plural.Of(missing, "byte")} missing");
        if (quic.DatagramFrames > 0) parts.Add(Plural.Of(quic.DatagramFrames, "DATAGRAM frame"));
        return string.Join(", ", parts);
    }

    /// <summary>Who ended the connection, and why; <c>null</c> if nothing tells.</summary>
    public static string? End(QuicStatistics quic) => quic switch
    {
        { Close: QuicClose close } => $"by the {close.By.Name()}: {ErrorOf(close)}{ReasonOf(close)}",
        { ResetBy: { } side } => $"by the {side.Name()}, which has lost the state of the connection (stateless reset)",
        _ => null,
    };

    /// <summary>One stream: its ID, who opened it, and what each side sent on it.</summary>
    public static string Stream(QuicStream stream)
    {
        string opened = $"{stream.Id}, opened by the {stream.OpenedBy.Name()}{(stream.IsOneWay ? ", one direction" : "")}: ";
        return (stream.Client, stream.Server) switch
        {
            ({ } client, { } server) => $"{opened}client {Side(client)}; server {Side(server)}",
            var (client, server) => opened + Side(client ?? server!),
        };
    }

    /// <summary>Bytes that are missing in all listed streams.</summary>
    public static long MissingBytes(QuicStatistics quic)
    {
        long missing = 0;
        foreach (QuicStream stream in quic.Streams) missing += (stream.Client?.MissingBytes ?? 0) + (stream.Server?.MissingBytes ?? 0);
        return missing;
    }

    private static string Side(QuicStreamSide side)
    {
        string missing = side.MissingBytes > 0 ? $", {side.MissingBytes:N0} missing" : "";
        string end = side switch
        {
            { ResetCode: ulong code } => $", reset with error 0x{code:x}",
            { IsFinished: true } => ", finished",
            _ => "",
        };
        return $"{Plural.Of(side.Bytes, "byte")}{missing}{end}";
    }

    private static string ErrorOf(QuicClose close) =>
        close.IsApplication ? $"error 0x{close.ErrorCode:x} of the application" : close.Name;

    private static string ReasonOf(QuicClose close) => close.Reason.Length > 0 ? $", {WireText.Name(close.Reason)}" : "";
}
