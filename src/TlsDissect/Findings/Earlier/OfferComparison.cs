using TlsDissect.Findings.Behaviour;
using TlsDissect.Findings.Rules;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Earlier;

/// <summary>How a part of an offer fits what the server is known to have chosen.</summary>
internal enum Fit
{
    /// <summary>Nothing is known of it, or it does not matter with the rest.</summary>
    Unknown,

    /// <summary>The client offers something that the server chose: this part is not the cause.</summary>
    Accepted,

    /// <summary>The client offers nothing that the server chose.</summary>
    Open,
}

/// <summary>A part of an offer beside what the server is known to have chosen of it.</summary>
/// <param name="Part">The part.</param>
/// <param name="Fit">How it fits.</param>
/// <param name="Known">If it fits, the choice that the client offers too; otherwise the latest choices.</param>
internal readonly record struct PartComparison(OfferPart Part, Fit Fit, KnownFact[] Known);

/// <summary>
/// Compares the offer of a client that was refused with what the server chose in earlier connections, and rules out part by part. A server
/// that chose something is known to accept it; what else it accepts is not known.
/// </summary>
internal sealed class OfferComparison
{
    /// <summary>Choices of a part that a sentence names.</summary>
    private const int MostNamed = 2;

    private static readonly OfferPart[] InOrder = [OfferPart.Version, OfferPart.CipherSuite, OfferPart.Group, OfferPart.SignatureScheme];

    private readonly Offer _offer;
    private readonly PartComparison[] _parts;

    /// <summary>Compares.</summary>
    public OfferComparison(ClientHello hello, KnownServer server)
    {
        _offer = new Offer(hello);
        _parts = [Versions(server), Suites(server), Groups(server), Schemes(server)];
    }

    /// <summary>The parts that are not the cause.</summary>
    public IEnumerable<PartComparison> Accepted => _parts.Where(part => part.Fit == Fit.Accepted);

    /// <summary>The parts of which the server chose nothing that the client offers.</summary>
    public IEnumerable<PartComparison> Open => _parts.Where(part => part.Fit == Fit.Open);

    /// <summary>Whether the client offers version and cipher suite of an earlier connection, and no part is open.</summary>
    public bool FitsWholly => _parts[0].Fit == Fit.Accepted && _parts[1].Fit == Fit.Accepted && !Open.Any();

    /// <summary>
    /// What the offer lacks that servers usually need, if it is not ruled out. The first part of those that lack something; <c>null</c> if
    /// none does.
    /// </summary>
    public OfferGap? Gap
    {
        get
        {
            foreach (OfferPart part in InOrder)
            {
                if (Of(part).Fit != Fit.Accepted && OfferGap.In(part, _offer) is OfferGap gap) return gap;
            }

            return null;
        }
    }

    /// <summary>
    /// The only part that is left when those that fit are ruled out; <c>null</c> if that is not clear. Not the version: what the server
    /// chose with another version rules out nothing.
    /// </summary>
    public PartComparison? Left => Open.ToArray() is [PartComparison { Part: not OfferPart.Version } only] ? only : null;

    /// <summary>A part.</summary>
    public PartComparison Of(OfferPart part) => _parts[(int)part];

    /// <summary>What the client offers of a part; of the cipher suites, those of the version with which the server chose others.</summary>
    public string Offered(in PartComparison part)
    {
        if (part.Part != OfferPart.CipherSuite) return OfferGap.Offered(part.Part, _offer);
        bool isTls13 = part.Known[0].Fact.Version == TlsGeneration.Tls13;
        return ShortList.Of(_offer.Usable.Where(suite => suite.IsTls13 == isTls13).Select(suite => suite.Name));
    }

    private PartComparison Versions(KnownServer server) => Compare(OfferPart.Version, server.Of(FactKind.Version), IsOffered);

    private PartComparison Suites(KnownServer server) => Compare(OfferPart.CipherSuite, Usable(server, FactKind.CipherSuite),
        known => _offer.Hello.CipherSuites.Contains((CipherSuiteId)known.Fact.Number));

    private PartComparison Groups(KnownServer server)
    {
        // A client without the extension accepts every curve (RFC 8422 §4), and RSA key exchange has none.
        if (_offer.Hello.SupportedGroups.IsEmpty || Accepts(server, suite => !suite.IsTls13 && suite.KeyExchange != KeyExchange.Ecdhe))
            return new PartComparison(OfferPart.Group, Fit.Unknown, []);
        return Compare(OfferPart.Group, Usable(server, FactKind.Group),
            known => _offer.Hello.SupportedGroups.Contains((NamedGroup)known.Fact.Number));
    }

    private PartComparison Schemes(KnownServer server)
    {
        if (_offer.Hello.SignatureAlgorithms.IsEmpty ||
            Accepts(server, suite => !suite.IsTls13 && suite.KeyExchange is not (KeyExchange.Ecdhe or KeyExchange.Dhe)))
            return new PartComparison(OfferPart.SignatureScheme, Fit.Unknown, []);
        PartComparison exact = Compare(OfferPart.SignatureScheme, Usable(server, FactKind.SignatureScheme),
            known => _offer.Hello.SignatureAlgorithms.Contains((SignatureScheme)known.Fact.Number));
        return exact.Fit == Fit.Open && Usable(server, FactKind.SignatureScheme).Any(IsKeyAccepted)
            ? exact with { Fit = Fit.Unknown, Known = [] }
            : exact;
    }

    /// <summary>The facts of versions that the client offers too: others say nothing about it.</summary>
    private IEnumerable<KnownFact> Usable(KnownServer server, FactKind kind) => server.Of(kind).Where(IsOffered);

    private bool IsOffered(KnownFact known) => _offer.Includes(known.Fact.Version);

    /// <summary>Whether the client offers a suite that the server chose, of a kind.</summary>
    private bool Accepts(KnownServer server, Func<CipherSuite, bool> isOfKind) => Usable(server, FactKind.CipherSuite).Any(known =>
        CipherSuite.Find((CipherSuiteId)known.Fact.Number) is CipherSuite suite && isOfKind(suite) &&
        _offer.Hello.CipherSuites.Contains(suite.Id));

    /// <summary>
    /// Whether the server's key can make another signature that the client accepts: in TLS 1.3, RSA keys make RSASSA-PSS only.
    /// </summary>
    private bool IsKeyAccepted(KnownFact known) => KeyFamilies.Of((SignatureScheme)known.Fact.Number) is string family &&
        _offer.Hello.SignatureAlgorithms.Any(scheme => KeyFamilies.Of(scheme) == family &&
            (family != KeyFamilies.Rsa || known.Fact.Version < TlsGeneration.Tls13 || KeyFamilies.IsPss(scheme)));

    private static PartComparison Compare(OfferPart part, IEnumerable<KnownFact> chosen, Func<KnownFact, bool> isOffered)
    {
        KnownFact[] known = [.. chosen];
        if (known.Length == 0) return new PartComparison(part, Fit.Unknown, known);
        int first = Array.FindIndex(known, one => isOffered(one));
        return first >= 0
            ? new PartComparison(part, Fit.Accepted, [known[first]])
            : new PartComparison(part, Fit.Open, [.. known.Take(MostNamed)]);
    }
}
