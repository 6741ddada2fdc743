namespace TlsDissect.Connections;

/// <content>
/// Memory of a connection, for <see cref="DissectorOptions.Memory"/>. It is measured as the sum of its parts whenever one of them may have changed. So no part is
/// forgotten, and bulk data costs one comparison.
/// </content>
internal sealed partial class TlsConnection
{
    private long _held;
    private bool _mayHoldOther = true;

    /// <summary>Measures after bytes or a gap. Readers may have changed after every packet, other parts only after a record.</summary>
    private void MeasureAfterBytes(int side)
    {
        if (_mayHoldOther || _ssl2 is not null || _ssl2Hello is not null) Measure();
        else if ((side == 0 ? _reader0 : _reader1)?.Held is int held && held != HeldByReader(side)) Charge(held - HeldByReader(side), side, held);
    }

    private void Measure()
    {
        _mayHoldOther = false;
        (_heldByReader0, _heldByReader1) = _isOver ? (0, 0) : (_reader0?.Held ?? 0, _reader1?.Held ?? 0);
        long held = _isFinished ? 0 : HeldBytes.Connection + _heldByReader0 + _heldByReader1 + HeldByParts();
        _context.Memory.Add(held - _held);
        _held = held;
    }

    private int _heldByReader0;
    private int _heldByReader1;

    private int HeldByReader(int side) => side == 0 ? _heldByReader0 : _heldByReader1;

    private void Charge(int change, int side, int held)
    {
        (side == 0 ? ref _heldByReader0 : ref _heldByReader1) = held;
        _held += change;
        _context.Memory.Add(change);
    }

    private long HeldByParts()
    {
        long held = (_resting?.Held ?? 0) + (_archive?.Held ?? 0) + (_waiting?.Held ?? 0) + (_preTlsData?.Held ?? 0) + (_ssl2?.Held ?? 0) + (_ssl2Hello?.Held ?? 0);
        if (_directions is not null) held += HeldBytes.Of(_directions[0]) + HeldBytes.Of(_directions[1]);
        if (_report is not null) held += HeldBytes.Report + _report.Held.Bytes;
        if (_records is not null) held += HeldBytes.Processor + _records.Handshakes.Held;
        return held;
    }
}
