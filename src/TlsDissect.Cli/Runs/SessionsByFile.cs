using TlsDissect.Secrets;

namespace TlsDissect.Cli.Runs;

/// <summary>
/// The sessions that the parts of a run share, for each file that is dissected apart: made when the first part reaches the file, and
/// dropped when all have left it. Thread-safe.
/// </summary>
/// <param name="parts">Number of parts.</param>
/// <param name="make">Makes the sessions of a file.</param>
internal sealed class SessionsByFile(int parts, Func<int, SharedSessions> make)
{
    /// <summary>The file of a part that has ended.</summary>
    private const int Ended = int.MaxValue;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<int, SharedSessions> _sessions = [];
    private readonly int[] _at = new int[parts];

    /// <summary>The sessions of a file. The part leaves those of earlier files.</summary>
    public SharedSessions Of(int part, int file)
    {
        lock (_lock)
        {
            _at[part] = file;
            Forget();
            if (_sessions.TryGetValue(file, out SharedSessions? sessions)) return sessions;
            sessions = _sessions[file] = make(file);
            for (int other = 0; other < parts; other++)
            {
                if (_at[other] == Ended) sessions.Leave(other);
            }

            return sessions;
        }
    }

    /// <summary>Reports that a part has ended, maybe early: the others stop waiting for it in every file.</summary>
    public void Leave(int part)
    {
        lock (_lock)
        {
            _at[part] = Ended;
            foreach (SharedSessions sessions in _sessions.Values) sessions.Leave(part);
            Forget();
        }
    }

    private void Forget()
    {
        int first = _at.Min();
        while (_sessions.Count > 0 && _sessions.Keys.First() < first) _sessions.Remove(_sessions.Keys.First());
    }
}
