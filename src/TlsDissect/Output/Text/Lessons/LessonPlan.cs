namespace TlsDissect.Output.Text.Lessons;

/// <summary>The lesson texts beneath each message of a connection, and at its end. Nothing is told twice.</summary>
internal sealed class LessonPlan
{
    private readonly LessonFacts _facts;
    private readonly Lesson _lesson;

    /// <summary>For each step, the index of the message beneath which it is told; negative if it is not.</summary>
    private readonly int[] _places;

    private readonly List<LessonText>[] _texts;

    /// <summary>Makes the plan of a connection as far as it has come.</summary>
    /// <param name="connection">Whose.</param>
    /// <param name="numbers">The numbers that are shown, by step; <c>null</c> for none.</param>
    public LessonPlan(ConnectionSummary connection, Func<LessonFacts, Numbers, IReadOnlyList<NumberLine>>? numbers = null)
    {
        _facts = new LessonFacts(connection);
        _lesson = LessonTable.Of(_facts);
        _places = [.. _lesson.Steps.Select(step => step.At(_facts) is int place && place >= 0 && step.Happened(_facts) ? place : -1)];
        _texts = [.. connection.MessageList.Select(_ => new List<LessonText>())];
        for (int i = 0; i < _places.Length; i++)
        {
            if (_places[i] < 0) continue;
            LessonStep step = _lesson.Steps[i];
            _texts[_places[i]].Add(new LessonText(Heading(i), step.Text(_facts), numbers?.Invoke(_facts, step.Numbers) ?? []));
        }

        AddNotes(connection.MessageList);
    }

    /// <summary>The numbers of the steps that are told, in order.</summary>
    public IEnumerable<int> Seen => from index in Enumerable.Range(0, _places.Length) where _places[index] >= 0 select index + 1;

    /// <summary>The texts beneath a message.</summary>
    /// <param name="index">Its index in the connection's messages.</param>
    public IReadOnlyList<LessonText> Beneath(int index) => _texts[index];

    /// <summary>Whether a step is told beneath this message or a later one.</summary>
    /// <param name="index">Its index in the connection's messages.</param>
    public bool HasStepsFrom(int index) => _places.Any(place => place >= index);

    /// <summary>Which steps were seen, and why the others were not.</summary>
    public LessonText Closing() => LessonClosing.Of(_facts, _lesson, _places);

    private string Heading(int index)
    {
        LessonStep step = _lesson.Steps[index];
        string of = _lesson.IsComplete ? $" of {_lesson.Steps.Length}" : "";
        return $"Step {index + 1}{of}: {step.Instead(_facts) ?? step.Name}";
    }

    private void AddNotes(List<MessageEntry> entries)
    {
        HashSet<string> told = [];
        for (int i = 0; i < entries.Count; i++)
        {
            LessonText? note = LessonNotes.Of(_facts, entries[i], isStep: _texts[i].Count > 0);
            if (note is not null && told.Add(note.Text)) _texts[i].Add(note);
        }
    }
}
