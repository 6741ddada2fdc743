using System.Diagnostics.CodeAnalysis;
using TlsDissect.Findings.Rules;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Behaviour;

/// <summary>The server chose what the client had not offered, whether the client refused it or not.</summary>
internal sealed class IllegalSelection() : FindingRule("illegal_selection", FindingSeverity.Medium)
{
    public override string Why => "The server is faulty, or something between the two sides changed their messages.";

    public override string Advice => "Update or repair the server, or what stands between it and the client.";

    public override string Reference => "RFC 8446 §4.1.3, §4.1.4; RFC 5246 §7.4.1.3";

    public override bool TellsCause => true;

    public override void Judge(Judgement judgement)
    {
        if (Losses.MayHide(judgement.Connection)) return; // An answer may be to another hello than the one before it.
        ClientHello? offer = null;
        bool isAnswered = false;
        foreach (MessageEntry entry in judgement.Connection.MessageList)
        {
            switch (entry.Message)
            {
                case ClientHello hello:
                    (offer, isAnswered) = (hello, false);
                    break;
                case ServerHello chosen:
                    // The hello that a second answer is for was not read: that after a HelloRetryRequest, or of a renegotiation.
                    if (isAnswered) offer = null;
                    isAnswered = true;
                    if (IsWhole(offer) && !chosen.IsPartial) Found(judgement, Wrong(offer, chosen), entry);
                    break;
                case ServerKeyExchange exchange when IsWhole(offer):
                    Found(judgement, Wrong(offer, exchange), entry);
                    break;
            }
        }
    }

    /// <summary>
    /// Whether a hello shows all that its client offers. One that is not read to its end may offer anything, the old form of the hello has
    /// no extensions, and the encrypted hello in an outer one may offer more (RFC 9849 §5).
    /// </summary>
    private static bool IsWhole([NotNullWhen(true)] ClientHello? offer) =>
        offer is { IsPartial: false, IsSsl2Compatible: false, EncryptedClientHello: null };

    private void Found(Judgement judgement, string? what, MessageEntry entry)
    {
        if (what is not null) judgement.Found(this, $"the server chose {what}, which the client does not offer", entry.Position.Packet);
    }

    /// <summary>What a ServerHello or HelloRetryRequest chose against the offer.</summary>
    private static string? Wrong(ClientHello offer, ServerHello chosen)
    {
        ProtocolVersion version = chosen.NegotiatedVersion;
        // A server that does not know supported_versions may choose any version up to client_version. The drafts to 21 know it, and
        // answer in server_version.
        bool isVersionOffered = chosen.SelectedVersion is null && !version.HasShortServerHello()
            ? version.Generation() <= offer.LegacyVersion.Generation()
            : offer.SupportedVersions.Contains(version);
        if (!isVersionOffered || Grease.IsGrease((ushort)version)) return version.DisplayName();
        if (!offer.CipherSuites.Contains(chosen.CipherSuite) || Grease.IsGrease((ushort)chosen.CipherSuite))
            return CipherSuites.Name(chosen.CipherSuite);
        if (chosen.HasCompressionMethod && !offer.CompressionMethods.Contains(chosen.CompressionMethod))
            return $"compression method {chosen.CompressionMethod}";
        if (chosen.KeyShare is { } share && WrongGroup(offer, chosen, share.Group)) return $"the group {share.Group.RegisteredName()}";
        if (chosen.Alpn is string protocol && !offer.Alpn.Contains(protocol)) return $"the application protocol {protocol}";
        return chosen.SelectedPreSharedKey is ushort key && key >= offer.PreSharedKeyIdentities.Length
            ? $"pre-shared key {key}"
            : null;
    }

    /// <summary>A HelloRetryRequest chooses among the groups, a ServerHello among the key shares.</summary>
    private static bool WrongGroup(ClientHello offer, ServerHello chosen, NamedGroup group) => Grease.IsGrease((ushort)group) ||
        (chosen.IsHelloRetryRequest
            ? !offer.SupportedGroups.Contains(group)
            : !offer.KeyShares.Any(share => share.Group == group));

    private static string? Wrong(ClientHello offer, ServerKeyExchange exchange)
    {
        // Without supported_groups every curve is accepted (RFC 8422 §4).
        if (exchange.Group is NamedGroup group && !offer.SupportedGroups.IsEmpty && !offer.SupportedGroups.Contains(group))
            return $"the group {group.RegisteredName()}";
        return exchange.Signature?.Scheme is SignatureScheme scheme && !offer.SignatureAlgorithms.IsEmpty &&
            !offer.SignatureAlgorithms.Contains(scheme)
            ? $"the signature scheme {scheme.RegisteredName()}"
            : null;
    }
}
