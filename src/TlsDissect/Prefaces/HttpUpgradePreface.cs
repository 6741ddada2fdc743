namespace TlsDissect.Prefaces;

/// <summary>HTTP: a request with <c>Upgrade: TLS/1.0</c>, then the status 101 (RFC 2817 §3).</summary>
internal static class HttpUpgradePreface
{
    private static ReadOnlySpan<byte> Upgrade => "Upgrade"u8;

    private static ReadOnlySpan<byte> Tls => "TLS/1."u8;

    public static StartTls? Recognize(in Preface preface) =>
        (preface.Client.IsEmpty || IsAsked(preface.Client.Start) || IsAsked(preface.Client.End)) &&
        (preface.Server.IsEmpty || IsAnswered(preface.Server.End))
            ? new StartTls(StartTlsProtocol.HttpUpgrade)
            : null;

    private static bool IsAsked(ReadOnlySpan<byte> request) =>
        request.IndexOf(HttpHead.EmptyLine) > 0 && HttpHead.Has(request, Upgrade, Tls);

    private static bool IsAnswered(ReadOnlySpan<byte> responses)
    {
        ReadOnlySpan<byte> response = HttpHead.Response(responses, "101"u8);
        return HttpHead.Has(response, Upgrade, Tls) && response.IndexOf(HttpHead.EmptyLine) == response.Length - HttpHead.EmptyLine.Length;
    }
}
