import { type ComponentType, lazy, type ReactNode, StrictMode, Suspense, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { Redirect, Route, Switch } from 'wouter'
import { iceServers } from '@vieraugen/protocol/http/meetings.ts'
import { call } from './lib/api.ts'
import { browserClock } from './lib/clock.ts'
import { session, sessions } from './lib/session.ts'
import { useStore } from './lib/use-store.ts'
import { PageShell } from './page-shell.tsx'
import { paths, patterns } from './paths.ts'
import { ErrorBoundary } from './ui/error-boundary.tsx'
import { Loading } from './ui/loading.tsx'

/** Each page is fetched when it is opened; the names stay checked. */
const page = <M, P>(load: () => Promise<M>, pick: (module: M) => ComponentType<P>) =>
  lazy(async () => ({ default: pick(await load()) }))

const Home = page(
  () => import('./pages/home/home-page.tsx'),
  (m) => m.HomePage,
)
const Register = page(
  () => import('./pages/register/register-page.tsx'),
  (m) => m.RegisterPage,
)
const Confirm = page(
  () => import('./pages/confirm/confirm-page.tsx'),
  (m) => m.ConfirmPage,
)
const SignIn = page(
  () => import('./pages/sign-in/sign-in-page.tsx'),
  (m) => m.SignInPage,
)
const Forgotten = page(
  () => import('./pages/forgotten/forgotten-page.tsx'),
  (m) => m.ForgottenPage,
)
const NewPassword = page(
  () => import('./pages/new-password/new-password-page.tsx'),
  (m) => m.NewPasswordPage,
)
const Meetings = page(
  () => import('./pages/meetings/meetings-page.tsx'),
  (m) => m.MeetingsPage,
)
const Sheet = page(
  () => import('./pages/sheet/sheet-page.tsx'),
  (m) => m.SheetPage,
)
const Account = page(
  () => import('./pages/account/account-page.tsx'),
  (m) => m.AccountPage,
)
const Farewell = page(
  () => import('./pages/farewell/farewell-page.tsx'),
  (m) => m.FarewellPage,
)
const Invitation = page(
  () => import('./pages/invitation/invitation-page.tsx'),
  (m) => m.InvitationPage,
)
const Legal = page(
  () => import('./pages/legal/legal-page.tsx'),
  (m) => m.LegalPage,
)
const Imprint = page(
  () => import('./pages/imprint/imprint-page.tsx'),
  (m) => m.ImprintPage,
)
const Accessibility = page(
  () => import('./pages/accessibility/accessibility-page.tsx'),
  (m) => m.AccessibilityPage,
)
const Proof = page(
  () => import('./pages/proof/proof-page.tsx'),
  (m) => m.ProofPage,
)
const MyData = page(
  () => import('./pages/my-data/my-data-page.tsx'),
  (m) => m.MyDataPage,
)
const Outbox = page(
  () => import('./pages/outbox/outbox-page.tsx'),
  (m) => m.OutboxPage,
)
const End = page(
  () => import('./pages/end/end-page.tsx'),
  (m) => m.EndPage,
)
const Missing = page(
  () => import('./pages/missing/missing-page.tsx'),
  (m) => m.MissingPage,
)
const Room = page(
  () => import('./room/view/room-page.tsx'),
  (m) => m.RoomPage,
)

/** The technique check, given what it needs of the room's media. Pages never import the room themselves. */
const TechniqueCheck = lazy(async () => {
  const [check, devices, meter, connection, media] = await Promise.all([
    import('./pages/technique-check/technique-check-page.tsx'),
    import('./room/media/devices.ts'),
    import('./room/media/level-meter.ts'),
    import('./room/media/connection-check.ts'),
    import('./room/media/words.ts'),
  ])
  const tools = {
    createDevices: () => devices.createDevices(devices.browserDevices()),
    createLevelMeter: (track: MediaStreamTrack) => meter.createLevelMeter(track, browserClock),
    checkConnection: async () => connection.checkConnection((await call(iceServers)).iceServers, browserClock),
    words: media.words,
  }
  return {
    default: (props: { onDone?: () => void }) => <check.TechniqueCheckPage tools={tools} {...props} />,
  }
})

/** A page with what surrounds it. `forClients` adds the quick way out, `forAccounts` asks to sign in first. */
function Framed(props: { forClients?: boolean; forAccounts?: boolean; children: ReactNode }) {
  return (
    <PageShell forClients={props.forClients ?? false}>
      <ErrorBoundary>
        <Suspense fallback={<Loading />}>
          {props.forAccounts ? <SignedIn>{props.children}</SignedIn> : props.children}
        </Suspense>
      </ErrorBoundary>
    </PageShell>
  )
}

function SignedIn({ children }: { children: ReactNode }) {
  const account = useStore(session)
  if (account === undefined) return <Loading />
  return account ? children : <Redirect to={paths.signIn} replace />
}

function App() {
  useEffect(() => {
    // Who cannot be asked for is nobody: the pages that need an account say themselves what is wrong.
    sessions.load().catch(() => sessions.lost())
  }, [])
  return (
    <Switch>
      <Route path={paths.home}>
        <Framed>
          <Home />
        </Framed>
      </Route>
      <Route path={paths.register}>
        <Framed>
          <Register />
        </Framed>
      </Route>
      <Route path={paths.confirm}>
        <Framed>
          <Confirm />
        </Framed>
      </Route>
      <Route path={paths.signIn}>
        <Framed>
          <SignIn />
        </Framed>
      </Route>
      <Route path={paths.forgotten}>
        <Framed>
          <Forgotten />
        </Framed>
      </Route>
      <Route path={paths.newPassword}>
        <Framed>
          <NewPassword />
        </Framed>
      </Route>
      <Route path={paths.meetings}>
        <Framed forAccounts>
          <Meetings />
        </Framed>
      </Route>
      <Route path={patterns.sheet}>
        {({ id }) => (
          <Framed forAccounts>
            <Sheet meetingId={id} />
          </Framed>
        )}
      </Route>
      <Route path={paths.account}>
        <Framed forAccounts>
          <Account />
        </Framed>
      </Route>
      <Route path={paths.farewell}>
        <Framed>
          <Farewell />
        </Framed>
      </Route>
      <Route path={paths.invitation}>
        <Framed forClients>
          <Invitation techniqueCheck={(onDone) => <TechniqueCheck onDone={onDone} />} />
        </Framed>
      </Route>
      <Route path={paths.techniqueCheck}>
        <Framed forClients>
          <TechniqueCheck />
        </Framed>
      </Route>
      <Route path={paths.privacy}>
        <Framed>
          <Legal page="privacy" />
        </Framed>
      </Route>
      <Route path={paths.terms}>
        <Framed>
          <Legal page="terms" />
        </Framed>
      </Route>
      <Route path={paths.imprint}>
        <Framed>
          <Imprint />
        </Framed>
      </Route>
      <Route path={paths.accessibility}>
        <Framed>
          <Accessibility />
        </Framed>
      </Route>
      <Route path={paths.proof}>
        <Framed>
          <Proof />
        </Framed>
      </Route>
      <Route path={paths.myData}>
        <Framed forClients>
          <MyData />
        </Framed>
      </Route>
      <Route path={paths.outbox}>
        <Framed>
          <Outbox />
        </Framed>
      </Route>
      <Route path={patterns.end}>
        {({ id }) => (
          <Framed forClients>
            <End key={id} meetingId={id} />
          </Framed>
        )}
      </Route>
      <Route path={patterns.room}>
        {({ id }) => (
          <ErrorBoundary>
            <Suspense fallback={<Loading />}>
              <Room key={id} meetingId={id} />
            </Suspense>
          </ErrorBoundary>
        )}
      </Route>
      <Route>
        <Framed>
          <Missing />
        </Framed>
      </Route>
    </Switch>
  )
}

createRoot(document.getElementById('app')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
