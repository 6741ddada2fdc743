using TlsDissect.Cli.Where;
using TlsDissect.Output.Fields;
using TlsDissect.Output.Json;
using TlsDissect.Output.Text;

namespace TlsDissect.Cli.Runs;

/// <summary>Forwards the ends of the connections that a condition selects, and of other events only the secrets.</summary>
/// <param name="inner">Writes connections.</param>
/// <param name="where">The condition.</param>
/// <param name="summary">Counts the selected connections.</param>
/// <param name="placeOf">Returns the place of a packet by its number.</param>
internal sealed class WhereSink(IConnectionSink inner, WhereExpression where, RunSummary summary, Func<long, CapturePlace?> placeOf)
    : IConnectionSink, IDisposable
{
    private readonly FieldReader _fields = new(new FieldSelection(where.Fields), withHash: true, placeOf);

    /// <inheritdoc/>
    public bool WantsApplicationData(ConnectionView connection) => false;

    /// <inheritdoc/>
    public void OnSecret(ConnectionView connection, VerifiedSecret secret) => inner.OnSecret(connection, secret);

    /// <inheritdoc/>
    public void OnEnd(ConnectionSummary connection)
    {
        if (!where.Holds(_fields.Read(connection)))
        {
            (inner as TextSink)?.Forget(connection);
            return;
        }

        summary.SelectedByFields++;
        summary.Add(ExitFacts.Of(connection));
        inner.OnEnd(connection);
    }

    /// <inheritdoc/>
    public void Dispose() => _fields.Dispose();
}
