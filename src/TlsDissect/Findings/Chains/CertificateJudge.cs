using System.Collections.Immutable;
using TlsDissect.Messages.Certificates;
using TlsDissect.Protocol;
using TlsDissect.Transport;

namespace TlsDissect.Findings.Chains;

/// <summary>Judges the certificates of connections, one connection after another. Not thread-safe.</summary>
/// <param name="trusted">The trusted authorities; <c>null</c> if none were given, and no chain is checked.</param>
/// <param name="memory">Counts what is remembered; <c>null</c> if that is not counted.</param>
internal sealed class CertificateJudge(TrustedAuthorities? trusted, MemoryBudget? memory)
{
    private readonly ChainTable _table = new(memory);
    private readonly ChainVerifier? _verifier = trusted is null ? null : new ChainVerifier(trusted);
    private readonly StapleTable _staples = new(trusted?.Traits ?? [], memory);

    /// <summary>The server's certificates in the connection judged last; <c>null</c> if it sent none.</summary>
    public SideJudgement? Server { get; private set; }

    /// <summary>The client's certificates in the connection judged last; <c>null</c> if it sent none.</summary>
    public SideJudgement? Client { get; private set; }

    /// <summary>Judges a connection and stores the results in it.</summary>
    public void Judge(ConnectionSummary connection)
    {
        Server = Judge(connection, Sender.Server);
        Client = Judge(connection, Sender.Client);
        (connection.ServerJudgement, connection.ClientJudgement) = (Server?.Result, Client?.Result);
    }

    private SideJudgement? Judge(ConnectionSummary connection, Sender side)
    {
        ImmutableArray<CertificateDetails> certificates =
            side == Sender.Server ? connection.ServerCertificates : connection.ClientCertificates;
        if (certificates.IsEmpty || certificates[0].IsRawPublicKey) return null;
        JudgedChain chain = _table.Get(certificates, side);
        DateTimeOffset? time = TimeOf(connection);
        Staples staples = Staples.Of(connection, side);
        JudgedResponse[] responses = [.. staples.Responses.Select(response => _staples.Get(chain, response))];
        ChainResult result = chain.Result(_verifier, time);
        string? name = side == Sender.Server ? NameOf(connection) : null;
        CertificateJudgement judgement = new()
        {
            Chain = result.Verdict,
            TrustedBy = result.TrustedBy,
            Problems = result.Problems,
            NotJudged = result.Reason,
            Name = name,
            NameMatches = name is null ? null : MatchOf(chain, name, connection),
            Ocsp = [.. responses.SelectMany(response => response.At(time))],
            Timestamps = [.. chain.Own.Timestamps, .. staples.Timestamps, .. responses.SelectMany(response => response.Timestamps)],
        };
        return new SideJudgement(chain, judgement, time, staples.Packet);
    }

    /// <summary>When a connection began; <c>null</c> if unknown: a capture whose packets have no time begins in 1970.</summary>
    public static DateTimeOffset? TimeOf(ConnectionSummary connection) => connection.First.Time.Nanoseconds > 0
        ? new DateTimeOffset(connection.First.Time.ToDateTime(), TimeSpan.Zero)
        : null;

    /// <summary>The name that the client asked for, else the address. <c>null</c> if it is not known that it asked for none.</summary>
    private static string? NameOf(ConnectionSummary connection)
    {
        if (connection.ServerName is { Length: > 0 } name) return name;
        bool hasAskedForNone = connection.Version == ProtocolVersion.Ssl20 || connection.ClientHelloList.Exists(hello => !hello.IsPartial);
        return hasAskedForNone ? connection.Server.Address.ToString() : null;
    }

    /// <summary>
    /// Whether the certificate is for a name; <c>null</c> if that is unknown. While an encrypted ClientHello may have been accepted, the
    /// name outside may be that of another server. If it was rejected, the certificate has to be for that name (RFC 9849 §6.1.6).
    /// </summary>
    private static bool? MatchOf(JudgedChain chain, string name, ConnectionSummary connection)
    {
        bool isNameKnown = connection.EncryptedClientHello is null or { Accepted: false } or { Accepted: true, IsDecrypted: true };
        return chain.Matches(name) is bool matches && (matches || isNameKnown) ? matches : null;
    }
}
