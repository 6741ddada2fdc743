using System.Buffers;
using TlsDissect.Findings;
using TlsDissect.Findings.Policies;
using TlsDissect.Output.Json;
using TlsDissect.Output.Text;
using TlsDissect.Protocol;

namespace TlsDissect.Fuzz.Decrypting;

/// <summary>
/// Passes events to the sink of what is shown. Judges each connection by every rule and policy, and writes it as JSON and as text, with all
/// fields and every step.
/// </summary>
internal sealed class AllOutputs(PlaintextSink shown) : IConnectionSink, IDisposable
{
    private readonly JsonSink _json = new(new ArrayBufferWriter<byte>(), withHash: true);
    private readonly TextConnectionWriter _text = new(TextWriter.Null, new TextOptions { Verbose = true, Explain = true }.ForOneSink());
    private readonly ConnectionJudge[] _judges = [.. Policy.BuiltIn.Select(name => new ConnectionJudge(policy: Policy.Find(name)))];

    public bool WantsCleartext => true;

    public bool WantsApplicationData(ConnectionView connection) => true;

    public void OnApplicationData(ConnectionView connection, ApplicationData data) => shown.OnApplicationData(connection, data);

    public void OnGap(ConnectionView connection, Sender from, long missing, StreamPosition position) =>
        shown.OnGap(connection, from, missing, position);

    public void OnSecret(ConnectionView connection, VerifiedSecret secret) => shown.OnSecret(connection, secret);

    public void OnInternalError(ConnectionView connection, Exception exception) => shown.OnInternalError(connection, exception);

    public void OnEnd(ConnectionSummary connection)
    {
        shown.OnEnd(connection);
        foreach (ConnectionJudge judge in _judges)
        {
            judge.Judge(connection);
            _json.OnEnd(connection);
            _text.Write(connection);
        }
    }

    public void Dispose() => _json.Dispose();
}
