using System.Collections.Immutable;
using TlsDissect.Cli.Where;
using TlsDissect.Output.Fields;

namespace TlsDissect.Cli.Runs;

/// <summary>What a run does with the fields of connections.</summary>
/// <param name="where">Selects connections; <c>null</c> for all.</param>
/// <param name="fields">The fields that <paramref name="add"/> reads.</param>
/// <param name="add">Receives the rows of the selected connections in order, one at a time; <c>null</c> if nothing does.</param>
internal sealed class RowRequest(WhereExpression? where, IEnumerable<ConnectionField> fields, Action<FieldRow>? add) : IDisposable
{
    private FieldReader? _late;

    /// <summary>The fields that the run reads.</summary>
    public FieldSelection Selection { get; } = new([.. where?.Fields ?? [], .. fields]);

    /// <summary>Whether anything asks for fields.</summary>
    public bool IsNeeded => Selects || add is not null;

    /// <summary>Whether fields decide which connections are shown.</summary>
    public bool Selects => where is not null;

    /// <summary>Whether a field is a plaintext's hash, which is computed only if it is asked for.</summary>
    public bool NeedsHash =>
        Selection.Fields.Any(selected => selected.Path is "application_data.client.sha256" or "application_data.server.sha256");

    /// <summary>Takes the row of a connection. Returns whether the connection is selected.</summary>
    /// <param name="row">Its fields.</param>
    /// <param name="findings">Its findings, if they changed since the row was read.</param>
    public bool Take(FieldRow row, ImmutableArray<Finding>? findings)
    {
        if (findings is { } later) row = (_late ??= new FieldReader(Selection)).WithFindings(row, later);
        if (where?.Holds(row) == false) return false;
        add?.Invoke(row);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _late?.Dispose();
}
