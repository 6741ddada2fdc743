using TlsDissect.Records.Framings;

namespace TlsDissect.Connections;

/// <content>Handles TLS in the frames of another protocol within the TCP connection.</content>
internal sealed partial class TlsConnection
{
    private Carrier? _carrier;

    /// <summary>Per side, whether the carrier says that the next record begins another session.</summary>
    private (bool Side0, bool Side1) _nextBegins;

    public void OnCarrier(int side, Carrier carrier)
    {
        _carrier = carrier;
        if (_report is not null) _report.Summary.CarriedBy = carrier;
    }

    public void OnNextSession(int side)
    {
        if (side == 0) _nextBegins.Side0 = true;
        else _nextBegins.Side1 = true;
    }

    public void OnCarrierData(int side, in CarrierData data)
    {
        Restore();
        _report?.NoteCarrierData(_directions![side].Sender, data);
    }

    private bool NextBegins(int side) => side == 0 ? _nextBegins.Side0 : _nextBegins.Side1;
}
