using TlsDissect.Protocol;

namespace TlsDissect.Connections;

/// <content>Who is the client and who the server.</content>
internal sealed partial class TlsConnection
{
    /// <summary>A hello tells who is who; TCP's own guess may have been another.</summary>
    internal void SetRole(Direction direction, Sender sender)
    {
        int clientSide = sender == Sender.Client ? direction.Side : 1 - direction.Side;
        if (clientSide == _clientSide) return;
        _clientSide = clientSide;
        _report!.SetEndpoints(_tcp, _clientSide);
    }
}
