namespace TlsDissect.Records;

/// <summary>Lends one record layer to connections between two records, such as resting ones. They use it in turn.</summary>
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

    /// <summary>Lends a layer that is between two records.</summary>
    public TlsRecordLayer Take(IRecordHandler handler)
    {
        TlsRecordLayer taken = _spare ?? new TlsRecordLayer(handler, isBetweenRecords: true);
        _spare = null;
        taken.Attach(handler);
        return taken;
    }
}
