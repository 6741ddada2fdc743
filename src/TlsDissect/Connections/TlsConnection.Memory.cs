using TlsDissect.Records;

namespace TlsDissect.Connections;

/// <content>
/// Measures the memory of a connection for <see cref="DissectorOptions.Memory"/>. It is the sum of all parts, computed whenever one of them
/// may have changed, so that no part is forgotten. For bulk data that is one comparison.
/// </content>
internal sealed partial class TlsConnection
{
    private long _held;
    private int _heldByLayer;
    private bool _mayHoldOther = true;

    /// <summary>
    /// Measures after bytes or a gap. The record layer may have changed after every packet, the other parts only after a record.
    /// </summary>
    private void AfterBytes()
    {
        if (_prefaces is not null && HaveBothBegun) RecognizePreface();
        if (_resting is not null) ReturnLayer();
        if (_mayHoldOther || _other is not null || _place is not null || _layer is not TlsRecordLayer tls) Measure();
        else if (tls.Held is int held && held != _heldByLayer) Charge(_held - _heldByLayer, held);
        _sequence?.Measure();
    }

    /// <summary>Returns the record layer of a resting connection, which needs none between two records.</summary>
    private void ReturnLayer()
    {
        if (_place is null && _context.SpareLayer.TryReturn(_layer)) _layer = null;
    }

    private void Measure()
    {
        _mayHoldOther = false;
        Charge(_isFinished ? 0 : HeldByParts(), _isOver ? 0 : _layer?.Held ?? 0);
    }

    private void Charge(long parts, int layer)
    {
        _context.Memory.Add(parts + layer - _held);
        (_held, _heldByLayer) = (parts + layer, layer);
    }

    private long HeldByParts()
    {
        long held = HeldBytes.Connection + (_resting?.Held ?? 0) + (_archive?.Held ?? 0) + (_waiting?.Held ?? 0) +
            (_preTlsData?.Held ?? 0) + (_other?.Held ?? 0) + HeldByPrefaces();
        if (_directions is not null) held += HeldBytes.Of(_directions[0]) + HeldBytes.Of(_directions[1]);
        held += _sequence?.Held ?? 0;
        if (_report is not null) held += HeldBytes.Report + _report.Held.Bytes + _report.HeldPlaintext;
        if (_records is not null) held += HeldBytes.Processor + _records.Handshakes.Held + _records.Secrets.Held;
        return held;
    }
}
