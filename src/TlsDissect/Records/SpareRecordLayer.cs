namespace TlsDissect.Records;

/// <summary>
/// Lends a record layer to connections that are between two records, as resting ones mostly are. Connections take turns, so one is enough.
/// </summary>
internal sealed class SpareRecordLayer
{
    private TlsRecordLayer? _spare;

    /// <summary>Takes a layer back. Returns <c>false</c> if it is within a record, so that the connection must keep it.</summary>
    public bool TryReturn(IRecordLayer? layer)
    {
        if (layer is not TlsRecordLayer { IsBetweenRecords: true } tls) return false;
        _spare = tls;
        return true;
    }

    /// <summary>A layer that is between two records.</summary>
    public TlsRecordLayer Take(IRecordHandler handler)
    {
        TlsRecordLayer taken = _spare ?? new TlsRecordLayer(handler, isBetweenRecords: true);
        _spare = null;
        taken.Attach(handler);
        return taken;
    }
}
