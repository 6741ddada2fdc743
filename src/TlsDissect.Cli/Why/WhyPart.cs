using TlsDissect.Messages.Certificates;

namespace TlsDissect.Cli.Why;

/// <summary>What a part of a run knows of its connections and their keys. Those of all parts are added up at the end.</summary>
/// <param name="keys">The given keys.</param>
/// <param name="certificates">The certificates beside them.</param>
/// <param name="mostRows">Limit on the connections with rows of their own.</param>
internal sealed class WhyPart(KeyRing keys, IReadOnlyDictionary<string, CertificateDetails> certificates, int mostRows)
{
    private KeyRing? _capture;

    public KeyFits Keys { get; } = new(keys, certificates);

    public ConnectionTable Table { get; } = new(mostRows);

    public NextSteps Steps { get; } = new();

    public CaptureFacts Facts { get; } = new();

    /// <summary>Adds a connection that is over.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="capture">The given keys, and the secrets in the capture so far.</param>
    public ConnectionFit Add(ConnectionSummary connection, KeyRing capture)
    {
        if (_capture != capture) LookAtCapture();
        _capture = capture;
        ConnectionFit fit = ConnectionFit.Of(connection, capture);
        Keys.Add(fit);
        Table.Add(fit);
        Steps.Add(fit);
        Facts.Add(fit);
        return fit;
    }

    /// <summary>Adds the secrets of the last capture.</summary>
    /// <param name="capture">The given keys, and the secrets in the last capture.</param>
    public void Complete(KeyRing capture)
    {
        if (_capture != capture) LookAtCapture();
        _capture = capture;
        LookAtCapture();
    }

    /// <summary>Adds another part of the same input.</summary>
    public void Add(WhyPart other)
    {
        Keys.Add(other.Keys);
        Table.Add(other.Table);
        Steps.Add(other.Steps);
        Facts.Add(other.Facts);
    }

    private void LookAtCapture()
    {
        if (_capture is not null) Keys.AddSecretsOf(_capture);
    }
}
