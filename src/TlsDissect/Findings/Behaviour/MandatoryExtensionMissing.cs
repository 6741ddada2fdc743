using TlsDissect.Findings.Rules;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Behaviour;

/// <summary>A hello lacks an extension that TLS 1.3 requires.</summary>
internal sealed class MandatoryExtensionMissing() : RefusalRule("mandatory_extension_missing", FindingSeverity.Low)
{
    public override string Why => "The two sides cannot connect.";

    public override string Advice => "Update or repair the side that sends the hello.";

    public override string Reference => "RFC 8446 §9.2";

    protected override string? Cause(in Refusal refusal)
    {
        if (refusal is not { IsAnswerToHello: true, Client: ClientHello hello }) return null;
        string[] missing = [.. Missing(hello)];
        if (missing.Length == 0)
        {
            return refusal.Alert == AlertDescription.MissingExtension && hello.ServerName is null
                ? "the server asks for an extension that the client does not send: server_name is not in its hello"
                : null;
        }

        bool isOfHello = refusal.Alert is AlertDescription.MissingExtension or AlertDescription.IllegalParameter
            or AlertDescription.DecodeError or AlertDescription.HandshakeFailure;
        return isOfHello ? $"the client offers TLS 1.3 only, and its hello lacks {ShortList.Of(missing)}" : null;
    }

    /// <summary>The extensions that a hello for TLS 1.3 alone cannot do without.</summary>
    private static IEnumerable<string> Missing(ClientHello hello)
    {
        bool isTls13 = hello.SupportedVersions.All(version => version.IsTls13() || Grease.IsGrease((ushort)version));
        if (hello.SupportedVersions.IsEmpty || !isTls13) yield break;
        bool hasKey = Has(hello, ExtensionType.PreSharedKey);
        if (hasKey && !Has(hello, ExtensionType.PskKeyExchangeModes)) yield return "psk_key_exchange_modes";
        bool hasGroups = Has(hello, ExtensionType.SupportedGroups);
        bool hasShares = Has(hello, ExtensionType.KeyShare) || Has(hello, ExtensionType.KeyShareDraft);
        if (!hasKey && !Has(hello, ExtensionType.SignatureAlgorithms)) yield return "signature_algorithms";
        if (!hasGroups && (hasShares || !hasKey)) yield return "supported_groups";
        if (!hasShares && (hasGroups || !hasKey)) yield return "key_share";
    }

    private static bool Has(ClientHello hello, ExtensionType type) => hello.Extensions.Any(extension => extension.Type == type);
}
