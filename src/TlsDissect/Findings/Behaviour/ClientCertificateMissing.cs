using TlsDissect.Findings.Rules;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Behaviour;

/// <summary>The server requires a certificate, and the client has none.</summary>
internal sealed class ClientCertificateMissing() : RefusalRule("client_certificate_missing", FindingSeverity.Low)
{
    public override string Why => "The client is not let in.";

    public override string Advice => "Give the client a certificate of a kind and an authority that the server accepts.";

    public override string Reference => "RFC 8446 §4.4.2.4; RFC 5246 §7.4.6";

    protected override string? Cause(in Refusal refusal)
    {
        if (refusal is not
            {
                By: Sender.Server, Alert: AlertDescription.CertificateRequired or AlertDescription.HandshakeFailure
            or AlertDescription.BadCertificate or AlertDescription.NoCertificate or AlertDescription.UnsupportedCertificate
            or AlertDescription.CertificateUnknown or AlertDescription.UnknownCa or AlertDescription.AccessDenied
            }) return null;
        ConnectionSummary connection = refusal.Connection;
        if (!HasSentNone(connection) && refusal.Alert != AlertDescription.CertificateRequired) return null;
        return $"the server asked for a certificate, and the client sent none{Accepted(connection)}";
    }

    /// <summary>Whether the client said that it has no certificate, in the handshake that ended the connection or before.</summary>
    public static bool HasSentNone(ConnectionSummary connection) => connection.ClientCertificates.IsEmpty &&
        (connection.MessageList.Exists(entry => entry is { From: Sender.Client, Message: Certificate { Entries.Length: 0 } }) ||
            connection.AlertList.Exists(alert => alert is { From: Sender.Client, Description: AlertDescription.NoCertificate }));

    /// <summary>What a certificate of the client would have to be.</summary>
    private static string Accepted(ConnectionSummary connection)
    {
        MessageEntry? entry = connection.MessageList.FindLast(message => message.Message is CertificateRequest);
        if (entry?.Message is not CertificateRequest request) return "";
        int authorities = request.CertificateAuthorities.Length;
        string[] families = [.. request.SignatureAlgorithms.Select(KeyFamilies.Of).OfType<string>().Distinct()];
        string kinds = families.Length > 0 ? $"; it accepts keys of the kinds {ShortList.Of(families)}" : "";
        if (authorities == 0) return kinds;
        return $"{kinds}{(kinds.Length > 0 ? ", and" : "; it accepts")} {authorities} authorit{(authorities == 1 ? "y" : "ies")}";
    }
}
