using TlsDissect.Protocol;
using TlsDissect.Records.Dtls;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Connections.Datagrams;

/// <summary>
/// The DTLS connections of one UDP flow. A client that starts again from the same port begins another one (RFC 6347 §4.2.8): with a hello
/// in the clear that has another random. An attacker can send that too, so the earlier one goes on until the new one is established, with
/// the records that it can decrypt.
/// </summary>
internal sealed class DtlsFlow : IDatagramConsumer
{
    private readonly DissectorContext _context;
    private readonly UdpFlow _flow;
    private readonly ConnectionIds<DtlsConnection> _ids;
    private DtlsConnection _current;
    private DtlsConnection? _previous;

    /// <summary>Whether it was recognized by a key, and no record since has told that it is DTLS.</summary>
    private bool _isInTheMiddle;

    /// <param name="context">Shared by the dissector's connections.</param>
    /// <param name="flow">The datagrams.</param>
    /// <param name="ids">The connection IDs of the dissector's connections.</param>
    /// <param name="middle">What its first datagram was recognized as, if that has no hello.</param>
    public DtlsFlow(DissectorContext context, UdpFlow flow, ConnectionIds<DtlsConnection> ids, DtlsInTheMiddle? middle)
    {
        (_context, _flow, _ids, _isInTheMiddle) = (context, flow, ids, middle is not null);
        _current = new DtlsConnection(context, flow, place: null, ids) { Middle = middle };
    }

    public void OnDatagram(int side, in Datagram datagram)
    {
        ReadOnlySpan<byte> rest = CapwapPreamble.Remove(datagram, out int length);
        bool isTruncated = length > rest.Length;
        if (rest.IsEmpty || !DtlsHeader.IsFirstByte(rest[0]))
        {
            _current.OnOther();
            return;
        }

        _current.Observe(datagram.Time);
        _previous?.Observe(datagram.Time);
        // One datagram begins one connection, because its number is the connection's.
        bool mayBegin = _current.Id < datagram.PacketNumber, hasRecord = false;
        while (!rest.IsEmpty)
        {
            if (_current.TryOtherConnectionId(side, ref rest, datagram.Position)) continue;
            int before = rest.Length;
            if (!DtlsRecordReader.TryRead(ref rest, ConnectionIdLength(side), out DtlsRecord record) || !record.IsWhole)
            {
                if (DtlsRecordReader.MayHaveConnectionId(rest) && _current.TryRivalsForId(side)) continue;
                _current.OnRest(side, before, isTruncated, datagram.Position);
                break;
            }

            if (mayBegin && _current.IsOther(record) && _previous?.IsOther(record) != false)
            {
                BeginNext(datagram.Position);
                mayBegin = false;
            }

            // By the first record of a datagram, the flow is recognized.
            if (!hasRecord) _isInTheMiddle &= record.IsUnified;
            hasRecord = true;
            if (_previous?.TryDecrypt(side, record, datagram.Position) == true) continue;
            (IsEarlier(side, record) ? _previous! : _current).OnRecord(side, record, datagram.Position);
        }

        if (hasRecord && (_isInTheMiddle || _flow.IsElsewhere(datagram))) _context.Claims?.OnClaimed(datagram);
        if (_current.IsEstablished) EndPrevious();
        _previous?.Measure();
        _current.Measure();
    }

    private int ConnectionIdLength(int side) =>
        _current.ConnectionIdLength(side) is > 0 and int length ? length : _previous?.ConnectionIdLength(side) ?? 0;

    /// <summary>Whether a record that is not decrypted belongs to the earlier connection, until the new one is established.</summary>
    private bool IsEarlier(int side, in DtlsRecord record)
    {
        if (_previous is null || _current.IsAnswered || _current.Continues(side, record, _previous)) return false;
        return record.IsUnified || record.Epoch > 0 || _previous.Expects(side, record) || !_previous.IsNew(record);
    }

    /// <summary>Begins the next connection. An earlier one goes on beside it, unless the present one was only a hello.</summary>
    private void BeginNext(in StreamPosition position)
    {
        SessionPlace place = new(_current.Id, position);
        if (_current.IsAnswered || _previous is null)
        {
            EndPrevious();
            _previous = _current;
        }
        else
        {
            _current.End(isFollowed: true);
        }

        _current = new DtlsConnection(_context, _flow, place, _ids);
    }

    private void EndPrevious()
    {
        _previous?.End(isFollowed: true);
        _previous = null;
    }

    public bool HasWaiting => _current.HasWaitingData || _previous is { HasWaitingData: true };

    public void Observe(CaptureTime now)
    {
        _previous?.Observe(now);
        _current.Observe(now);
    }

    public bool IsFault(Exception exception) => _current.IsFault(exception);

    public void OnFault(Exception exception)
    {
        _previous?.OnFault(exception);
        _current.OnFault(exception);
    }

    public void OnEnd()
    {
        EndPrevious();
        _current.End();
    }
}
