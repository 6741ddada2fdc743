using TlsDissect.Findings.Rules;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Behaviour;

/// <summary>The parts of an offer that have to fit the server's.</summary>
internal enum OfferPart
{
    Version,
    CipherSuite,
    Group,
    SignatureScheme,

    /// <summary>Everything usual is offered, so it is not known which part did not fit.</summary>
    Any,
}

/// <summary>
/// What a ClientHello lacks that servers usually need. A server that refuses an offer does not say what it has itself, so this is as far as
/// one connection tells.
/// </summary>
/// <param name="Part">The first part that lacks something.</param>
/// <param name="Text">What the client offers of it, and what it lacks.</param>
internal readonly record struct OfferGap(OfferPart Part, string Text)
{
    /// <summary>RFC 8446 §9.1, RFC 9325 §4.2: every stack has one of these.</summary>
    private static readonly NamedGroup[] UsualGroups = [NamedGroup.x25519, NamedGroup.secp256r1, NamedGroup.secp384r1];

    /// <summary>Compares an offer with what servers usually need.</summary>
    public static OfferGap Of(ClientHello hello)
    {
        Offer offer = new(hello);
        return Version(offer) ?? Suites(offer) ?? Groups(offer) ?? Schemes(offer) ?? Any(offer);
    }

    /// <summary>What a part of an offer lacks that servers usually need; <c>null</c> if it lacks nothing.</summary>
    public static OfferGap? In(OfferPart part, in Offer offer) => part switch
    {
        OfferPart.Version => Version(offer),
        OfferPart.CipherSuite => Suites(offer),
        OfferPart.Group => Groups(offer),
        OfferPart.SignatureScheme => Schemes(offer),
        _ => Any(offer),
    };

    /// <summary>The first few items that are offered of a part.</summary>
    public static string Offered(OfferPart part, in Offer offer) => part switch
    {
        OfferPart.Version => offer.VersionText,
        OfferPart.CipherSuite => ShortList.Of(offer.SuiteNames),
        OfferPart.Group => Groups(offer.Hello),
        _ => ShortList.Of(offer.Hello.SignatureAlgorithms.Select(scheme => scheme.RegisteredName())),
    };

    private static OfferGap? Version(in Offer offer) => offer.Highest < TlsGeneration.Tls12
        ? new OfferGap(OfferPart.Version, $"the client offers {offer.VersionText} only, and servers usually require TLS 1.2 or 1.3")
        : null;

    private static OfferGap? Suites(in Offer offer)
    {
        if (offer.Usable.Length == 0)
        {
            return new OfferGap(OfferPart.CipherSuite,
                $"no cipher suite that the client offers fits the versions that it offers ({offer.VersionText}): " +
                ShortList.Of(offer.SuiteNames));
        }

        if (Array.Exists(offer.Usable, IsUsual))
        {
            return !offer.HasTls13 && Array.TrueForAll(offer.Usable, suite => suite.Authentication == Authentication.Ecdsa)
                ? new OfferGap(OfferPart.CipherSuite, "every cipher suite that the client offers needs a server with an ECDSA key")
                : null;
        }

        return new OfferGap(OfferPart.CipherSuite,
            "the client offers none of the usual cipher suites (ECDHE or TLS 1.3, with AES-GCM or ChaCha20), but " +
            ShortList.Of(offer.SuiteNames));
    }

    private static OfferGap? Groups(in Offer offer)
    {
        ClientHello hello = offer.Hello;
        bool needsGroup = Array.TrueForAll(offer.Usable, suite => suite.IsTls13 || suite.KeyExchange == KeyExchange.Ecdhe);
        if (!needsGroup || hello.SupportedGroups.Any(UsualGroups.Contains)) return null;
        // Before TLS 1.3 a client without the extension accepts every curve (RFC 8422 §4).
        if (hello.SupportedGroups.IsEmpty && !Array.TrueForAll(offer.Usable, suite => suite.IsTls13)) return null;
        return new OfferGap(OfferPart.Group,
            $"the client offers none of the usual groups ({ShortList.Of(UsualGroups.Select(group => group.RegisteredName()))}), but " +
            Groups(hello));
    }

    private static OfferGap? Schemes(in Offer offer)
    {
        ClientHello hello = offer.Hello;
        bool needsScheme = Array.TrueForAll(offer.Usable,
            suite => suite.Authentication is Authentication.Any or Authentication.Rsa or Authentication.Ecdsa);
        if (hello.SignatureAlgorithms.IsEmpty || !needsScheme) return null;
        bool onlyTls13 = Array.TrueForAll(offer.Usable, suite => suite.IsTls13);
        bool hasRsa = hello.SignatureAlgorithms.Any(scheme =>
            KeyFamilies.Of(scheme) == KeyFamilies.Rsa && (!onlyTls13 || KeyFamilies.IsPss(scheme)));
        bool hasEcdsa = hello.SignatureAlgorithms.Any(scheme => KeyFamilies.Of(scheme) == KeyFamilies.Ecdsa);
        if (hasRsa && hasEcdsa) return null;
        string lacks = (hasRsa, hasEcdsa) switch
        {
            (false, false) => "no RSA and no ECDSA signatures",
            (false, true) => onlyTls13 ? "no RSA-PSS signatures, so that a server with an RSA key has none to send" : "no RSA signatures",
            _ => "no ECDSA signatures, so that a server with an ECDSA key has none to send",
        };
        return new OfferGap(OfferPart.SignatureScheme,
            $"the client accepts {lacks}; it accepts {ShortList.Of(hello.SignatureAlgorithms.Select(scheme => scheme.RegisteredName()))}");
    }

    private static OfferGap Any(in Offer offer) => new(OfferPart.Any,
        $"the client offers {offer.VersionText}, the cipher suites {ShortList.Of(offer.SuiteNames)}, and the groups " +
        $"{Groups(offer.Hello)}; a server does not list what it accepts");

    private static string Groups(ClientHello hello) => ShortList.Of(
        hello.SupportedGroups.Where(group => !Grease.IsGrease((ushort)group)).Select(group => group.RegisteredName()));

    private static bool IsUsual(CipherSuite suite) =>
        suite.Cipher is BulkCipher.Aes128 or BulkCipher.Aes256 or BulkCipher.ChaCha20 && suite.Mac == MacAlgorithm.Aead &&
        (suite.IsTls13 || (suite.KeyExchange == KeyExchange.Ecdhe && suite.Authentication is Authentication.Rsa or Authentication.Ecdsa));
}
