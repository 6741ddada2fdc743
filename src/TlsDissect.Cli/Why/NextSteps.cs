using TlsDissect.Cli.Options;
using TlsDissect.Output;
using TlsDissect.Output.Text;

namespace TlsDissect.Cli.Why;

/// <summary>Counts what to do next about connections that stay encrypted, and says the most frequent of it.</summary>
internal sealed class NextSteps
{
    /// <summary>Limit on the sentences.</summary>
    private const int MaxSteps = 2;

    private const int MaxCertificates = 1000;

    private readonly SortedDictionary<Step, long> _steps = [];
    private readonly Dictionary<string, CertificateFit> _wanted = [];

    /// <summary>Number of connections.</summary>
    public long Connections { get; private set; }

    /// <summary>Number of connections that carry something encrypted.</summary>
    private long _encrypted;

    public void Add(ConnectionFit fit)
    {
        Connections++;
        if (fit.Connection.Status != DecryptionStatus.NotNeeded && fit.Connection.Reason != DecryptionReason.NoApplicationData)
            _encrypted++;
        if (!fit.IsLacking) return;
        Step step = StepOf(fit);
        _steps[step] = _steps.GetValueOrDefault(step) + 1;
        if (step == Step.ServerKey && fit.Certificate is not null)
            CertificateFit.Add(_wanted, new CertificateFit(fit.Certificate) { Connections = 1 }, MaxCertificates);
    }

    /// <summary>Adds the counts of another part of the same input.</summary>
    public void Add(NextSteps other)
    {
        Connections += other.Connections;
        _encrypted += other._encrypted;
        foreach ((Step step, long count) in other._steps) _steps[step] = _steps.GetValueOrDefault(step) + count;
        foreach (CertificateFit certificate in other._wanted.Values) CertificateFit.Add(_wanted, certificate, MaxCertificates);
    }

    /// <summary>The sentences, each a paragraph.</summary>
    /// <param name="keys">The given keys.</param>
    /// <param name="isSelection">Whether the capture may have other connections.</param>
    public IEnumerable<string> Sentences(IReadOnlyCollection<KeyFit> keys, bool isSelection)
    {
        if (Connections == 0)
        {
            yield return isSelection ? "No TLS connection is selected." : "The capture has no TLS connections.";
            yield break;
        }

        if (_steps.Count == 0)
        {
            yield return _encrypted == 0
                ? "Nothing was sent encrypted, so there is nothing to decrypt."
                : $"{(_encrypted == 1 ? "The connection is" : $"All {Plural.Of(_encrypted, "connection")} are")} decrypted: read -d with " +
                    "the same keys shows the data.";
            yield break;
        }

        KeyValuePair<Step, long>[] ordered = [.. _steps.OrderByDescending(step => step.Value).ThenBy(step => step.Key)];
        foreach ((Step step, long count) in ordered.Take(MaxSteps)) yield return Sentence(step, count, keys);
        if (ordered.Length > MaxSteps)
            yield return $"{Plural.Of(ordered.Skip(MaxSteps).Sum(step => step.Value), "other connection")}: see the table.";
    }

    private static Step StepOf(ConnectionFit fit) => fit.Connection.Reason switch
    {
        DecryptionReason.ResumedFromUnseenSession => Step.Session,
        DecryptionReason.MissingClientHello or DecryptionReason.MissingServerHello or DecryptionReason.MissingKeyExchange => Step.Start,
        DecryptionReason.StreamGap or DecryptionReason.BadRecordMac or DecryptionReason.SkippedBytes => Step.Loss,
        DecryptionReason.NotTried => Step.Limit,
        _ when fit.Logs.Count > 0 && fit.Helps.Count > 0 => Step.WholeKeyLog,
        _ => fit.Helps switch
        {
            [] => Step.None,
            [Remedy.ServerKey or Remedy.ServerKeyAndPreSharedKey or Remedy.StaticDhKey, ..] => Step.ServerKey,
            [Remedy.PreSharedKey, ..] => Step.PreSharedKey,
            _ => fit.Connection.Given.HasLogs ? Step.OtherKeyLog : Step.KeyLog,
        },
    };

    private string Sentence(Step step, long count, IReadOnlyCollection<KeyFit> keys)
    {
        bool isOne = count == 1;
        string connections = Plural.Of(count, "connection");
        return step switch
        {
            Step.KeyLog => $"{connections} {(isOne ? "needs" : "need")} a key log{ProgramWording.Options.KeyLog}, and no private key " +
                "helps: start the client or the server with SSLKEYLOGFILE set, and capture while it connects.",
            Step.OtherKeyLog => $"{connections} {(isOne ? "is" : "are")} not in {Logs(keys)}. Write the key log with the client or the " +
                "server of these connections, in the run that is captured: start it with SSLKEYLOGFILE set.",
            Step.WholeKeyLog => $"{connections} {(isOne ? "has" : "have")} secrets in {Logs(keys)}, but some are missing or wrong: " +
                "provide the whole key log, as the program wrote it.",
            Step.ServerKey => $"{connections} {(isOne ? "needs" : "need")} the private key of {Wanted()}{Renewed(keys)}.",
            Step.PreSharedKey => $"{connections} {(isOne ? "needs" : "need")} the pre-shared key{ProgramWording.Options.PreSharedKey}.",
            Step.Start => $"{connections} {(isOne ? "lacks" : "lack")} a part of the handshake: start the capture before the client " +
                "connects, and capture both directions.",
            Step.Session => $"{connections} {(isOne ? "resumes a session" : "resume sessions")} from before the capture: restart the " +
                "client, and capture its first connection too.",
            Step.Loss => $"{connections} {(isOne ? "lacks" : "lack")} packets, or {(isOne ? "has" : "have")} damaged ones: capture whole " +
                "packets without loss (tcpdump -s 0 -B 65536).",
            Step.Limit => $"{connections} {(isOne ? "was" : "were")} not tried with every key: raise the limits " +
                $"{ProgramWording.Options.MaxTrialBytes} and {ProgramWording.Options.MaxTrialBytesInAll}, or give fewer keys.",
            _ => $"{connections} cannot be decrypted with any key: see the table.",
        };
    }

    private static string Logs(IReadOnlyCollection<KeyFit> keys) =>
        keys.Where(key => key.Contents is not null).ToArray() switch
        {
            [{ Kind: SecretSource.KeyLog } only] => WireText.Name(only.Name!),
            [{ Kind: SecretSource.SecretsBlock }] => LoggedSource.Block,
            [var one] => LoggedSource.Name(one.Kind),
            _ => "the key logs",
        };

    /// <summary>The certificate whose key decrypts most.</summary>
    private string Wanted()
    {
        string option = ProgramWording.Options.ServerKey;
        if (_wanted.Values.MaxBy(one => (one.Connections, one.Sha256)) is not CertificateFit most) return $"the server{option}";
        string more = _wanted.Count == 1
            ? ""
            : $" ({Plural.Of(most.Connections, "connection")}) and of {Plural.Of(_wanted.Count - 1, "more certificate")}";
        return $"{most}{more}{option}";
    }

    /// <summary>A given key is that of another certificate with the same subject: the certificate was renewed.</summary>
    private string Renewed(IReadOnlyCollection<KeyFit> keys)
    {
        HashSet<string> subjects = [.. _wanted.Values.Select(one => one.Subject)];
        KeyFit? old = keys.FirstOrDefault(key => key.Subjects.Any(subjects.Contains));
        return old is null ? "" : $"; {KeyText.Name(old)} is the key of another certificate of the same name, which may be an older one";
    }
}
